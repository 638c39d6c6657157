import Diagnostics
package import Model
package import Planning
package import Storage
import Syntax

/// What may come next at the cursor: asked of the parser, and named by the schema of the book.
package struct Completer {
  let store: StoreView?
  let schema: Schema
  let today: CivilDate
  /// Whether the names of files may be offered.
  let readsFolders: Bool
  /// Definitions, values and the last answer.
  let surroundings: Surroundings
  /// Whether names are offered too that do not begin as what was typed.
  var looksFurther = true
  /// What is kept of the book between two keys.
  let memory: CompletionMemory

  /// A completer for the book that is open, if one is.
  package init(
    _ store: StoreView?, today: CivilDate, readsFolders: Bool = true,
    surroundings: Surroundings = Surroundings(), memory: CompletionMemory = CompletionMemory()
  ) {
    self.store = store
    schema = store?.schema ?? InvoiceSchema.standard
    self.today = today
    self.readsFolders = readsFolders
    self.surroundings = surroundings
    self.memory = memory
  }

  /// What Tab offers at a byte offset of a text; what stands behind the cursor is not looked at.
  package func completion(of text: String, at cursor: Int) -> Completion {
    let typed = Array(text.utf8.prefix(cursor))
    let start = startOfStatement(in: typed)
    let statement = SourceText(bytes: Array(typed[start...]))
    let proposal =
      commandProposal(for: statement)
      ?? QuestionCompletion(self, statement).proposal
    return proposal.completion(movedBy: start)
  }

  /// Behind the last `;` that is no part of a text.
  private func startOfStatement(in bytes: [UInt8]) -> Int {
    Lexer.tokens(of: SourceText(bytes: bytes), currencies: Currency.allCodes)
      .last { $0.kind == .symbol(.semicolon) }?.span.end ?? 0
  }
}

/// Something that may be put in.
struct Candidate: Equatable {
  let text: String
  /// Whether something always follows, so that a space may follow at once.
  let goesOn: Bool

  init(_ text: String, goesOn: Bool = false) {
    (self.text, self.goesOn) = (text, goesOn)
  }

  /// Whether a text typed so far is its beginning, whatever the case.
  func begins(with typed: String) -> Bool {
    text.lowercased().utf8.starts(with: typed.lowercased().utf8)
  }
}

/// What may be put in, and the bytes whose place it takes.
struct Proposal {
  let replaced: SourceSpan
  let candidates: [Candidate]

  static func nothing(at offset: Int) -> Proposal {
    Proposal(replaced: .at(offset), candidates: [])
  }

  /// The candidates once each; the only one with the space that follows it.
  func completion(movedBy distance: Int) -> Completion {
    var seen: Set<String> = []
    var texts = candidates.map(\.text).filter { seen.insert($0).inserted }
    if texts.count == 1, candidates[0].goesOn { texts[0] += " " }
    return Completion(
      replacing: (replaced.start + distance)..<(replaced.end + distance), candidates: texts)
  }
}
