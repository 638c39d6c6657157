import Diagnostics
import Model

/// `run FILE`: the statements of a script.
enum RunCommand {
  /// Scripts that run scripts go this deep.
  private static let maximumDepth = 16

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let file = command.words.first else {
      throw Mistakes([.missingWord("run month-end.ivq", at: command.span)])
    }
    try session.refuseWhenSafe(command)
    guard session.scriptDepth < maximumDepth else {
      throw Mistakes([.nestedScripts(at: command.span)])
    }
    let script = try mistaken { () throws(Diagnostic) in
      try ScriptFile.read(file.text, at: file.span)
    }
    session.scriptDepth += 1
    defer { session.scriptDepth -= 1 }
    return session.transaction { session.run(script) }
  }
}

/// `import FILE …` and `reload`: the files of the book.
enum ImportCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard !command.words.isEmpty else {
      throw Mistakes([.missingWord("import \"march.csv\"", at: command.span)])
    }
    try session.refuseWhenSafe(command)
    if let option = command.words.first(where: { $0.text.hasPrefix("--") }) {
      throw Mistakes([.optionOfProgram(option.text, at: option.span)])
    }
    var paths = session.book?.paths ?? []
    for word in command.words where !paths.contains(word.text) { paths.append(word.text) }
    try mistaken { () throws(Diagnostic) in try session.open(paths) }
    session.sayFitting(BookSummary.lines(of: session.book) + forgotten(session))
    return .done
  }

  static func reload(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let book = session.book else { throw Mistakes([.noBook(at: command.span)]) }
    try mistaken { () throws(Diagnostic) in
      if book.paths.isEmpty { session.use(try .example()) } else { try session.open(book.paths) }
    }
    session.sayFitting(BookSummary.lines(of: session.book) + forgotten(session))
    return .done
  }
}

extension ImportCommand {
  /// What had a name and belonged to the files as they were before.
  private static func forgotten(_ session: Session) -> [String] {
    if session.forgotten.isEmpty { return [] }
    return [
      "forgotten, for it was of the files before: \(session.forgotten.joined(separator: ", "))"
    ]
  }
}

/// `status`: which book is open, and what it holds.
enum StatusCommand {
  /// Lists tell this many of their items; `invoq import FILE --dry-run` tells more.
  private static let toldItems = 5

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    let lines = session.book.map { BookReport($0).lines(limit: toldItems) }
    session.say((lines ?? BookSummary.lines(of: nil)) + ["as of \(session.today.spoken)"])
    return .done
  }
}

/// `history [COUNT | clear]`: what was asked before.
enum HistoryCommand {
  private static let usualCount = 20

  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let word = command.words.first else {
      show(usualCount, session)
      return .done
    }
    if word.text.utf8.first == UInt8(ascii: "#") { return try StoryCommand.run(command, session) }
    if word.text.lowercased() == "clear" {
      guard session.history.clear() else { throw Mistakes([.historyKept(at: word.span)]) }
      session.say(["the history is empty"])
      return .done
    }
    guard let count = Int(word.text), count > 0 else {
      throw Mistakes([.badCount("history 20   history clear", at: word.span)])
    }
    show(count, session)
    return .done
  }

  /// One statement a line, whatever its rows.
  private static func show(_ count: Int, _ session: Session) {
    let statements = session.history.last(count)
    if !statements.isEmpty { session.say(statements) }
  }
}

/// `more` and `wide`: the last answer once more, with what was left out of it.
enum RepeatCommand {
  static func more(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    if let text = session.lastText { return session.show(text: text) }
    guard let answer = session.lastAnswer else {
      throw Mistakes([.noAnswerYet(at: command.span)])
    }
    return session.show(answer, allRows: true)
  }

  static func wide(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let answer = session.lastAnswer else {
      throw Mistakes([.noAnswerYet(at: command.span)])
    }
    return session.show(answer, allColumns: true)
  }
}
