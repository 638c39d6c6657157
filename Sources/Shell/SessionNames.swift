import Columns
import Execution
import Model
package import Planning
import Syntax

/// What a session has named beside the book: definitions, values, answers, and `it`.
package struct SessionNames: Sendable {
  /// What a question may know of them.
  package private(set) var surroundings = Surroundings()
  /// The rows of the answers that have a name.
  private(set) var rows: [Int: Batch] = [:]
  private var lastNumber = 0
  /// The question of the last answer in words that stand alone.
  private var lastWords = ""

  init() {}

  /// Makes an answer the last one; the last one as it stands stays what it is.
  ///
  /// - Returns: the question in words, with the one before where it goes on from there.
  mutating func answered(_ query: Query, _ answer: FrozenRows) -> String {
    let text = words(of: query)
    if case .it(let path) = query.source.kind, path.isEmpty, query.steps.isEmpty { return text }
    lastWords = text
    if let before = surroundings.it { rows[before.id] = nil }
    surroundings.it = kept(answer)
    surroundings.lastQuestion = query
    return text
  }

  /// Names a value, or the rows of an answer.
  mutating func name(_ word: String, _ variable: Variable) {
    if case .answer(let before) = surroundings.variables[word.lowercased()] {
      rows[before.id] = nil
    }
    surroundings.variables[word.lowercased()] = variable
  }

  mutating func name(_ word: String, _ answer: FrozenRows) {
    name(word, .answer(kept(answer)))
  }

  mutating func define(_ definition: DefinitionText) {
    surroundings.definitions[definition.name.lowercased()] = definition
  }

  /// Forgets what holds records of a book that is closed; which variables that were.
  mutating func forgetRecords() -> [String] {
    var forgotten: [String] = []
    surroundings.it = nil
    for (word, variable) in surroundings.variables.sorted(by: { $0.key < $1.key })
    where variable.holdsRecords {
      surroundings.variables[word] = nil
      forgotten.append("$" + word)
    }
    rows = [:]
    return forgotten
  }

  /// A question in words; `it` is told by what it stands for.
  private func words(of query: Query) -> String {
    let text = SyntaxPrinter.text(query)
    guard case .it = query.source.kind, !lastWords.isEmpty else { return text }
    let behind = text.utf8.dropFirst("it".utf8.count)
    return behind.isEmpty ? lastWords : "(\(lastWords))" + String(decoding: behind, as: UTF8.self)
  }

  private mutating func kept(_ answer: FrozenRows) -> Frozen {
    lastNumber += 1
    rows[lastNumber] = answer.rows
    return answer.named(lastNumber)
  }
}

extension Variable {
  fileprivate var holdsRecords: Bool {
    switch self {
    case .answer, .value(.record, _): true
    case .value: false
    }
  }
}
