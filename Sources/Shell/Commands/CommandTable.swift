import Diagnostics

/// The commands of the shell, as data.
enum CommandTable {
  /// One command: its word, how to write it, what it does.
  struct Entry: Sendable {
    let word: String
    let usage: String
    let meaning: String
    /// Whether a question follows, which may go over several lines.
    let takesQuestion: Bool
    let action: @Sendable (Command, Session) throws(Mistakes) -> Session.Outcome
  }

  static let all: [Entry] = [
    Entry(
      word: "help", usage: "help [TOPIC]",
      meaning: "what can be asked, and about a word or an error code",
      takesQuestion: false, action: HelpCommand.run),
    Entry(
      word: "fields", usage: "fields [COLLECTION]", meaning: "what each record of a collection has",
      takesQuestion: false, action: FieldsCommand.run),
    Entry(
      word: "explain", usage: "explain QUESTION",
      meaning: "how a question is read, planned and run",
      takesQuestion: true, action: ExplainCommand.run),
    Entry(
      word: "fmt", usage: "fmt QUESTION", meaning: "the question as it is written best",
      takesQuestion: true, action: FormatCommand.run),
    Entry(
      word: "set", usage: "set [NAME VALUE]", meaning: "how answers look, and which day is meant",
      takesQuestion: false, action: SetCommand.run),
    Entry(
      word: "run", usage: "run FILE", meaning: "run the statements of a script",
      takesQuestion: false, action: RunCommand.run),
    Entry(
      word: "import", usage: "import FILE …",
      meaning: "open files or folders beside those that are open",
      takesQuestion: false, action: ImportCommand.run),
    Entry(
      word: "reload", usage: "reload", meaning: "read the files again",
      takesQuestion: false, action: ImportCommand.reload),
    Entry(
      word: "status", usage: "status", meaning: "which book is open, and what it holds",
      takesQuestion: false, action: StatusCommand.run),
    Entry(
      word: "history", usage: "history [COUNT | clear]", meaning: "what was asked before",
      takesQuestion: false, action: HistoryCommand.run),
    Entry(
      word: "quit", usage: "quit", meaning: "leave; Ctrl-D does too",
      takesQuestion: false, action: { _, _ in .quit }),
    Entry(
      word: "exit", usage: "exit", meaning: "leave",
      takesQuestion: false, action: { _, _ in .quit }),
  ]

  /// The words whose lines end where they end, whatever stands in them.
  static let wordsOfLines = Set(all.filter { !$0.takesQuestion }.map(\.word))

  /// The command that a statement is, if its first word is one.
  static func command(at span: SourceSpan, of source: SourceText) -> Command? {
    let words = self.words(at: span, of: source)
    guard let first = words.first else { return nil }
    let name = first.text.hasPrefix(".") ? String(first.text.dropFirst()) : first.text
    guard let entry = all.first(where: { $0.word == name.lowercased() }) else { return nil }
    return Command(
      source: source, span: span, words: Array(words.dropFirst()), action: entry.action)
  }

  /// Cuts a line at white space; text in double quotes stays together.
  private static func words(at span: SourceSpan, of source: SourceText) -> [Command.Word] {
    var words: [Command.Word] = []
    var start: Int?
    var isQuoted = false
    for offset in span.start...span.end {
      let byte = offset < span.end ? source.bytes[offset] : UInt8(ascii: " ")
      let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isBlank && (!isQuoted || offset == span.end) {
        if let begun = start {
          let place = SourceSpan(begun, offset)
          let text = source[place]
          words.append(Command.Word(text: text.replacingQuotes, span: place))
        }
        start = nil
      } else if start == nil {
        start = offset
      }
    }
    return words
  }
}

extension String {
  /// The text without the double quotes that hold it together.
  fileprivate var replacingQuotes: String {
    String(decoding: utf8.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }
}
