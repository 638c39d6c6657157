import Diagnostics

/// The commands of the shell, as data.
enum CommandTable {
  /// One command: its word, how to write it, what it does.
  struct Entry: Sendable {
    let word: String
    let usage: String
    let meaning: String
    /// Lines that can be typed as they stand.
    let examples: [String]
    /// Whether a question follows, which may go over several lines.
    let takesQuestion: Bool
    let action: @Sendable (Command, Session) throws(Mistakes) -> Session.Outcome

    init(
      _ usage: String, _ meaning: String, examples: [String] = [], takesQuestion: Bool = false,
      _ action: @escaping @Sendable (Command, Session) throws(Mistakes) -> Session.Outcome
    ) {
      let end = usage.utf8.firstIndex(of: UInt8(ascii: " ")) ?? usage.endIndex
      word = String(usage[..<end])
      self.usage = usage
      self.meaning = meaning
      self.examples = examples
      self.takesQuestion = takesQuestion
      self.action = action
    }

    /// Whether anything may follow the word.
    var takesWords: Bool { word.utf8.count < usage.utf8.count }
  }

  static let all: [Entry] = [
    Entry(
      "help [TOPIC]", "what can be asked; about a word, the code of an error, or any words",
      examples: ["help where", "help owed", "help P102", "help early discount"], HelpCommand.run),
    Entry(
      "examples [WORDS]", "questions to begin with", examples: ["examples", "examples owe"],
      ExamplesCommand.run),
    Entry("tour", "six questions, one after the other, to see how asking works", TourCommand.run),
    Entry(
      "fields [COLLECTION]", "the collections, or what each record of one has",
      examples: ["fields", "fields invoices"], FieldsCommand.run),
    Entry(
      "more", "the last answer with all its rows", examples: ["more"], RepeatCommand.more),
    Entry(
      "wide", "the last answer with all its columns", examples: ["wide"], RepeatCommand.wide),
    Entry(
      "set [NAME VALUE]", "how answers look, and which day is meant",
      examples: ["set", "set rows all", "set as of 31 March 2026"], SetCommand.run),
    Entry(
      "run FILE", "run the questions in a file",
      examples: ["run Examples/aging.ivq"], RunCommand.run),
    Entry(
      "save \"NAME\"", "keep the last question under a name, or a definition by its own",
      examples: ["save \"month end\""], SaveCommand.save),
    Entry("saved", "the questions and definitions that have names", SaveCommand.list),
    Entry(
      "import FILE …", "open files or folders beside those that are open",
      examples: ["import Examples/book"], ImportCommand.run),
    Entry("reload", "read the files of the book again", examples: ["reload"], ImportCommand.reload),
    Entry(
      "status", "which book is open, and what it holds", examples: ["status"], StatusCommand.run),
    Entry(
      "history [COUNT | clear | REFERENCE]",
      "what was asked before, or forget it; or all that happened to a document",
      examples: ["history", "history 5", "history #INV-00339"], HistoryCommand.run),
    Entry(
      "trace REFERENCE", "what became of a payment or credit note, to the last cent",
      examples: ["trace #P-0012"], takesQuestion: true, StoryCommand.run),
    Entry(
      "why REFERENCE [in QUESTION]",
      "how its figures come about, or which of a question's conditions it meets",
      examples: ["why #INV-00339", "why #INV-00339 in invoices where overdue and net > 5000"],
      takesQuestion: true, WhyCommand.run),
    Entry(
      "explain QUESTION", "how a question is read, planned and run",
      examples: ["explain invoices where open sum owed"], takesQuestion: true, ExplainCommand.run),
    Entry(
      "fmt QUESTION", "the question as it is written best",
      examples: ["fmt invoices where open = true"], takesQuestion: true, FormatCommand.run),
    Entry("edit", "the last statement in your own editor; Alt-E while typing", EditCommand.run),
    Entry("quit", "leave; Ctrl-D does too", { _, _ in .quit }),
    Entry("exit", "leave", { _, _ in .quit }),
  ]

  /// The words whose lines end where they end, whatever stands in them.
  static let wordsOfLines = Set(all.filter { !$0.takesQuestion }.map(\.word))

  static func entry(named name: String) -> Entry? {
    // Many programs answer a question mark so, and it means nothing else here.
    let word = name == "?" ? "help" : name.lowercased()
    return all.first { $0.word == word }
  }

  /// The command that a statement is, if its first word is one.
  static func command(at span: SourceSpan, of source: SourceText) -> Command? {
    guard let word = firstWord(of: source, at: span), let entry = entry(named: word.name) else {
      return nil
    }
    return Command(
      source: source, span: span, word: entry.word,
      words: Array(words(at: span, of: source).dropFirst()), action: entry.action)
  }

  /// The first word of a line, as typed and without the dot that may stand before a command.
  static func firstWord(
    of source: SourceText, at span: SourceSpan
  ) -> (name: String, isDotted: Bool, span: SourceSpan)? {
    guard let first = words(at: span, of: source).first else { return nil }
    let isDotted = first.text.utf8.first == UInt8(ascii: ".")
    return (isDotted ? String(first.text.dropFirst()) : first.text, isDotted, first.span)
  }

  /// Cuts a line at white space; text in double quotes stays together.
  static func words(at span: SourceSpan, of source: SourceText) -> [Command.Word] {
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
