import Diagnostics
import Model
import Planning
import Syntax

/// The names in a statement that is being typed: which of them mean nothing.
///
/// The statement need not be finished. Words at its end are left away until what remains is a
/// question, and of its mistakes only those in names are told; the word that the cursor is in may
/// still become one.
struct LiveCheck {
  private let completer: Completer

  /// A statement that is more unfinished than this is left alone.
  private static let mostWordsLeftAway = 12
  /// A longer statement is not worth reading a dozen times while somebody types.
  private static let longestText = 4_096

  init(_ completer: Completer) {
    self.completer = completer
  }

  /// What to underline, and a few words about it.
  func remark(on text: String, cursor: Int) -> LiveRemark? {
    let wrong = mistakes(in: text).filter { !$0.isAt(cursor) }
    guard let first = wrong.first else { return nil }
    let fix = first.fixIt.map { " · Alt-A: \($0.replacement)" } ?? ""
    return LiveRemark(
      spans: wrong.compactMap(\.span).map { $0.start..<$0.end },
      message: VisibleText.visible((first.message + fix).utf8))
  }

  /// The text with its names put right; the one that the cursor is in only if no other is wrong.
  func mended(_ text: String, cursor: Int) -> String? {
    let all = mistakes(in: text)
    return Mending.mended(text, all.filter { !$0.isAt(cursor) }) ?? Mending.mended(text, all)
  }

  /// The mistakes in names, in the order of their places.
  private func mistakes(in text: String) -> [Diagnostic] {
    let source = SourceText(text)
    guard text.utf8.count <= LiveCheck.longestText,
      let whole = Session.statements(of: source).last
    else { return [] }
    var span = whole
    if let word = CommandTable.firstWord(of: source, at: whole),
      let entry = CommandTable.entry(named: word.name)
    {
      guard entry.takesQuestion else { return [] }
      span = SourceSpan(word.span.end, whole.end)
    }
    return mistakes(in: source, span)
  }

  private func mistakes(in source: SourceText, _ span: SourceSpan) -> [Diagnostic] {
    guard let store = completer.store else { return [] }
    var lexer = Lexer(source, span, currencies: Currency.allCodes)
    var ends = lexer.remainingTokens().dropLast().map(\.span.end).suffix(
      LiveCheck.mostWordsLeftAway)
    while let end = ends.popLast() {
      do throws(Mistakes) {
        let statement = try Parser.statement(
          in: source, SourceSpan(span.start, end), currencies: Currency.allCodes)
        guard case .query(let query) = statement.kind else { return [] }
        _ = try Binder.bind(
          query, in: source, catalog: store, today: completer.today,
          surroundings: completer.surroundings)
        return []
      } catch {
        let named = error.all.filter { $0.code.isAboutName && ($0.span?.end ?? .max) <= end }
        if !named.isEmpty { return named }
      }
    }
    return []
  }
}

extension Diagnostic {
  /// Whether the cursor is in the words that it is about.
  fileprivate func isAt(_ cursor: Int) -> Bool {
    span.map { ($0.start...$0.end).contains(cursor) } ?? true
  }
}

extension DiagnosticCode {
  /// Whether it says that a name means nothing; what else is wrong may only be unfinished.
  fileprivate var isAboutName: Bool {
    switch self {
    case .unknownSource, .unknownField, .unknownFunction, .unquotedText, .unknownReference,
      .notALink, .unknownVariable, .unknownValue:
      true
    default: false
    }
  }
}
