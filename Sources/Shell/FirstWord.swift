import Diagnostics
import Model
import Planning
import Syntax

/// What is said about a line whose first word is neither a command nor a collection.
enum FirstWord {
  /// The mistakes of a line, or what is wrong with its first word where that explains them all.
  static func explain(
    _ mistakes: Mistakes, at span: SourceSpan, of source: SourceText, schema: Schema,
    definitions: [String]
  ) -> Mistakes {
    if let meant = elsewhere[source[span].lowercased()] {
      return Mistakes([.saidElsewhere(source[span], meant.word, meant.hint, at: span)])
    }
    if let name = spacedName(beginning: source[span], definitions) {
      let place = SourceSpan(span.start, span.start + name.utf8.count)
      return Mistakes([
        .unknownCommand(
          source[place], suggestions: [QuotedText.name(name)], at: place)
      ])
    }
    guard let word = unknownWord(at: span, of: source, schema: schema), explains(mistakes, word)
    else { return mistakes }
    if definitions.contains(where: { $0.lowercased() == word.name.lowercased() }) {
      return mistakes
    }
    if planned.contains(word.name.lowercased()) {
      return Mistakes([.wordNotYet(word.name.lowercased(), at: word.span)])
    }
    if let usage = outside[word.name.lowercased()] {
      return Mistakes([.saidOutside(word.name, usage, at: word.span)])
    }
    let collections =
      schema.collections.flatMap { [$0.name, $0.plural, $0.singular] } + definitions
    let commands = CommandTable.all.map(\.word)
    let near = Suggestion.nearest(
      to: word.name, among: word.isDotted ? commands : Array(Set(collections + commands)))
    // A collection misspelled is the planner's to tell, with the correction that it knows.
    if let first = near.first, collections.contains(first), mistakes.all[0].code == .unknownSource {
      return mistakes
    }
    return Mistakes([
      .unknownCommand(
        (word.isDotted ? "." : "") + word.name, suggestions: near,
        sought: word.isDotted ? nil : soughtWords(source[span]), at: word.span)
    ])
  }

  /// What other programs call a command here; what is said where there is none.
  private static let elsewhere: [String: (word: String?, hint: String)] = {
    let leaving = ["q", ":q", ":q!", "\\q", "exit()", "quit()", "bye", "logout", ".q"]
    let listing = [
      "tables", ".tables", "\\d", "\\dt", "ls", "dir", "show tables", ".schema", "describe",
    ]
    var words: [String: (word: String?, hint: String)] = [:]
    for said in leaving { words[said] = ("quit", "did you mean quit?  Ctrl-D leaves too") }
    for said in listing { words[said] = ("fields", "did you mean fields?") }
    for said in ["clear", "cls", "\\!clear"] { words[said] = (nil, "Ctrl-L clears the screen") }
    return words
  }()

  /// A name of several words that a line begins with, and that stands in backticks only.
  private static func spacedName(beginning line: String, _ definitions: [String]) -> String? {
    let line = line.lowercased()
    return definitions.first { name in
      name.utf8.contains(0x20) && (line + " ").hasPrefix(name.lowercased() + " ")
    }
  }

  /// More words than these are a sentence, and nothing that could be found.
  private static let mostSoughtWords = 4

  /// The words of a line, if they may be names to look for.
  private static func soughtWords(_ line: String) -> String? {
    let words = line.split { $0.isWhitespace }
    let signs = " 0123456789-.,&".unicodeScalars
    guard words.count <= mostSoughtWords,
      line.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || signs.contains($0) }),
      words.allSatisfy({ Keyword(word: String($0)) == nil })
    else { return nil }
    return words.joined(separator: " ")
  }

  /// Commands and statements of the language that this version does not have yet.
  private static let planned: Set<String> = ["accept"]

  /// Commands on whole books, which begin the command line.
  private static let outside = [
    "verify": "invoq verify BOOK", "backup": "invoq backup BOOK FILE",
    "restore": "invoq restore FILE --into BOOK", "salvage": "invoq salvage BOOK --into BOOK",
  ]

  /// The first word, if it is a bare one that nothing is called by.
  private static func unknownWord(
    at span: SourceSpan, of source: SourceText, schema: Schema
  ) -> (name: String, isDotted: Bool, span: SourceSpan)? {
    guard let word = CommandTable.firstWord(of: source, at: span) else { return nil }
    let tokens = Lexer.tokens(of: SourceText(word.name), currencies: [])
    guard tokens.count == 2, case .name = tokens[0].kind,
      CommandTable.entry(named: word.name) == nil,
      schema.collection(named: word.name) == nil || word.isDotted
    else { return nil }
    return word
  }

  /// Whether nothing better was said: habits, verbs and plans for later have their own words.
  private static func explains(
    _ mistakes: Mistakes, _ word: (name: String, isDotted: Bool, span: SourceSpan)
  ) -> Bool {
    // A sentence that was understood as one has its own mistakes.
    if Write.verbs.contains(word.name.lowercased()), mistakes.all[0].code != .unknownSource {
      return false
    }
    return switch mistakes.all[0].code {
    case .unknownSource: true
    case .habitFromElsewhere, .noSuchVerb, .notYet, .interrupted: false
    // Without a book nothing was looked at but the first word.
    case .nothingToOpen: StandardQuestions.entry(named: word.name.lowercased()) == nil
    default: word.isDotted || (mistakes.all[0].span?.start ?? 0) > word.span.start
    }
  }
}
