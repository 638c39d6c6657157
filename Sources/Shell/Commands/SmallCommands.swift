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
    guard session.scriptDepth < maximumDepth else {
      throw Mistakes([.nestedScripts(at: command.span)])
    }
    let script = try mistaken { () throws(Diagnostic) in
      try ScriptFile.read(file.text, at: file.span)
    }
    session.scriptDepth += 1
    defer { session.scriptDepth -= 1 }
    return session.run(script)
  }
}

/// `import FILE …` and `reload`: the files of the book.
enum ImportCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard !command.words.isEmpty else {
      throw Mistakes([.missingWord("import \"march.csv\"", at: command.span)])
    }
    var paths = session.book?.paths ?? []
    for word in command.words where !paths.contains(word.text) { paths.append(word.text) }
    try mistaken { () throws(Diagnostic) in try session.open(paths) }
    session.say(BookSummary.lines(of: session.book))
    return .done
  }

  static func reload(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let book = session.book else { throw Mistakes([.noBook(at: command.span)]) }
    try mistaken { () throws(Diagnostic) in try session.open(book.paths) }
    session.say(BookSummary.lines(of: session.book))
    return .done
  }
}

/// `status`: which book is open, and what it holds.
enum StatusCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    session.say(BookSummary.lines(of: session.book) + ["as of \(session.today.spoken)"])
    return .done
  }
}

/// `history [COUNT | clear]`: what was asked before.
enum HistoryCommand {
  static func run(_ command: Command, _ session: Session) throws(Mistakes) -> Session.Outcome {
    guard let word = command.words.first else {
      session.say(session.history.last(20).map { VisibleText.visible($0.utf8) })
      return .done
    }
    if word.text.lowercased() == "clear" {
      guard session.history.clear() else {
        throw Mistakes([.scriptUnreadable("history", "it could not be emptied", at: word.span)])
      }
      return .done
    }
    guard let count = Int(word.text), count > 0 else {
      throw Mistakes([.badCount(of: "history", at: word.span)])
    }
    session.say(session.history.last(count).map { VisibleText.visible($0.utf8) })
    return .done
  }
}
