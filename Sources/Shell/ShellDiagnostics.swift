import Diagnostics
import Glibc
import Storage
import Syntax

/// Every message of the shell itself, in the order of its codes.
extension Diagnostic {
  static func wordNotYet(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.notYet, "'\(word)' is not in this version yet", at: span)
  }

  /// The mistake of the run, with a help in the question's own words.
  static func currenciesCompared(_ mistake: Diagnostic, help: String) -> Diagnostic {
    Diagnostic(.currenciesCompared, mistake.message, at: mistake.span, help: help)
  }

  static func saidOutside(_ word: String, _ usage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownCommand, "'\(word)' is said where invoq is started, not here", at: span, help: usage)
  }

  static func notAQuestion(_ word: String, in statement: Statement) -> Diagnostic {
    let start = statement.span.start
    return Diagnostic(
      .unknownCommand, "'\(word)' gives a name, and here a question is needed",
      at: SourceSpan(start, start + word.utf8.count),
      help: "for example:  explain invoices where open")
  }

  static func noBook(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingToOpen, "no book is open", at: span,
      help: "import \"FILE or FOLDER\" opens one, tour makes one to try things on")
  }

  static func unknownSetting(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
    let near = Suggestion.nearest(to: name, among: known)
    return Diagnostic(
      .unknownSetting, "there is no setting '\(name)'", at: span,
      help: near.first.map { "did you mean \($0)?" }
        ?? "settings: \(known.joined(separator: ", "))",
      fixIt: near.first.map { FixIt(span, $0) })
  }

  static func badSetting(_ name: String, values: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownSetting, "'\(name)' needs one of its values", at: span,
      help: values.map { "set \(name) \($0)" }.joined(separator: "   "))
  }

  static func badCount(_ usage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.unknownSetting, "a whole number is needed here", at: span, help: usage)
  }

  /// What other programs understand, and what it is called here.
  static func saidElsewhere(
    _ said: String, _ word: String?, _ hint: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownCommand, "'\(said)' is no command here", at: span, help: hint,
      fixIt: word.map { FixIt(span, $0) })
  }

  static func unknownCommand(
    _ word: String, suggestions: [String], sought: String? = nil, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownCommand, "'\(word)' is neither a command nor something to ask about", at: span,
      help: suggestions.first.map { "did you mean \($0)?" }
        ?? sought.map { "to look for it everywhere:  find \($0)" }
        ?? "start with what you ask about:  invoices where open",
      notes: suggestions.isEmpty ? ["'help' shows how to ask"] : [],
      fixIt: suggestions.count == 1
        ? FixIt(span, (word.hasPrefix(".") ? "." : "") + suggestions[0]) : nil)
  }

  /// The same mistake with the whole question that was probably meant.
  func offering(_ question: String, for statement: SourceSpan) -> Diagnostic {
    Diagnostic(
      code, message, at: span, help: "write  \(question)",
      fixIt: FixIt(statement, question), severity: severity)
  }

  static func notInSafeMode(_ word: String, at span: SourceSpan?) -> Diagnostic {
    let deed =
      switch word {
      case "save", "export": "write a file"
      case "edit": "start a program"
      default: "read a file"
      }
    return Diagnostic(
      .notInSafeMode, "'\(word)' would \(deed), and this session is a safe one", at: span,
      help: "leave, and start invoq without --safe")
  }

  static func readOnly(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .readOnlySession, "'\(word)' would keep something, and this session only reads", at: span,
      help: "leave, and start invoq without --read-only")
  }

  static func editsNothing(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notEdited, "'edit' needs somebody at the prompt", at: span,
      help: "write the question itself into the script")
  }

  static func notEdited(
    _ program: String?, _ failure: OutsideEditor.Failure, at span: SourceSpan?
  ) -> Diagnostic {
    let name = program.map { "'\($0)'" } ?? "an editor"
    switch failure {
    case .none:
      return Diagnostic(
        .notEdited, "no editor is named, and neither nano nor vi is there", at: span,
        help: "export EDITOR=/usr/bin/nano   and start invoq again")
    case .system(let number):
      let reason = unsafe String(cString: strerror(number))
      return Diagnostic(
        .notEdited, "\(name) cannot be started: \(reason)", at: span,
        help: "VISUAL and EDITOR name the program")
    case .refused:
      return Diagnostic(.notEdited, "\(name) ended with an error; nothing has changed", at: span)
    case .notUTF8:
      return Diagnostic(
        .notEdited, "what \(name) has left is not UTF-8; nothing has changed", at: span)
    }
  }

  static func noAnswerYet(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .nothingAsked, "there is no answer to show again", at: span,
      help: "ask something first:  invoices where open")
  }

  static func nothingToExplain(_ reason: String, _ usage: String, at span: SourceSpan) -> Diagnostic
  {
    Diagnostic(.nothingToExplain, reason, at: span, help: usage)
  }

  static func historyKept(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .scriptUnreadable, "the history could not be emptied on disk", at: span,
      help: "is its folder write-protected?  ~/.local/state/invoq")
  }

  static func scriptUnreadable(_ path: String, _ reason: String, at span: SourceSpan?) -> Diagnostic
  {
    Diagnostic(.scriptUnreadable, "'\(path)' cannot be read: \(reason)", at: span)
  }

  static func nestedScripts(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .scriptUnreadable, "scripts that run scripts go 16 deep at most", at: span,
      help: "does a script run itself?")
  }

  static func noSuchTopic(_ topic: String, suggestions: [String], at span: SourceSpan) -> Diagnostic
  {
    Diagnostic(
      .noSuchTopic, "there is no help about '\(topic)'", at: span,
      help: suggestions.first.map { "help \($0)" } ?? "'help' lists what there is",
      fixIt: suggestions.first.map { FixIt(span, $0) })
  }

  static func stopped() -> Diagnostic {
    Diagnostic(.interrupted, "stopped", at: nil)
  }

  static func noSuchCollection(
    _ name: String, suggestions: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .noSuchTopic, "there is no collection '\(name)'", at: span,
      help: suggestions.first.map { "fields \($0)" } ?? "'fields' lists them",
      fixIt: suggestions.first.map { FixIt(span, $0) })
  }

  static func outputFailed(_ reason: String) -> Diagnostic {
    Diagnostic(.outputFailed, "the answer could not be written: \(reason)", at: nil)
  }

  static func missingWord(_ usage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.unknownCommand, "the command needs to know what", at: span, help: usage)
  }

  static func optionOfProgram(_ option: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownCommand, "\(option) belongs to the command line, where the program is started",
      at: span, help: "leave here, and then:  invoq import FILE … --into BOOK")
  }

  static func inputUnreadable(_ failure: InputFailure) -> Diagnostic {
    switch failure {
    case .system(let number):
      .scriptUnreadable("standard input", unsafe String(cString: strerror(number)), at: nil)
    case .notUTF8(let line):
      .scriptUnreadable("standard input", "line \(line) is not UTF-8", at: nil)
    case .tooLong(let limit):
      .scriptUnreadable("standard input", "it is longer than \(limit) bytes", at: nil)
    }
  }

  // MARK: Names

  static func nameTaken(_ name: Name, _ meaning: String) -> Diagnostic {
    Diagnostic(
      .nameTaken, "'\(name.text)' is \(meaning) already", at: name.span,
      help: "take another name:  my_\(name.text)")
  }

  static func givenValueDiffers(
    _ name: String, _ given: String, _ wanted: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .typeMismatch, "'--set \(name)' gives \(given), and the script wants \(wanted)", at: span,
      help: "write it as the script does:  --set \(name)=…")
  }

  // MARK: Saved questions

  static func nothingToSave(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "there is no question to keep yet", at: span,
      help: "ask something first:  invoices where open")
  }

  static func savesMoreThanText(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "the last question speaks of '\(word)', which only this session knows", at: span,
      help: "ask it with what \(word) stands for, and save that")
  }

  static func savesItself(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "the last question asks '\(name)' itself, and would ask itself for ever", at: span,
      help: "ask it in full, and save that")
  }

  static func savesUnsaved(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "the last question calls '\(name)', which only this session knows", at: span,
      help: "keep that first:  save \(name)")
  }

  static func savesWhatWasAsked(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "what is kept is the question that was asked last", at: span,
      help: "ask it, and then:  save \(QuotedText.quoted(name))")
  }

  static func saveNeedsQuotes(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "a name of several words stands in quotes", at: span, help: "save \"\(text)\"")
  }

  static func notSaved(_ path: String, _ failure: SavedFile.Failure, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      .notSaved, "'\(path)' cannot be written: \(text(of: failure))", at: span,
      help: "the question is not lost:  history")
  }

  /// The file is there, and what it defines is not known in this session.
  static func savedUnreadable(_ path: String, _ failure: SavedFile.Failure) -> Diagnostic {
    Diagnostic(
      .notSaved, "'\(path)' cannot be read: \(text(of: failure))", at: nil,
      help: "the questions that it keeps are not known in this session")
  }

  private static func text(of failure: SavedFile.Failure) -> String {
    switch failure {
    case .system(let number): systemText(number)
    case .locked: "another session is writing it"
    case .notUTF8: "it is not UTF-8 text"
    }
  }

  static func noHome(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "there is no folder to keep questions in", at: span,
      help: "set HOME or XDG_CONFIG_HOME, and start again")
  }

  static func strayInSaved(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .notSaved, "this line defines nothing, and is left out", at: span,
      help: "each is a definition:  define late = invoices where overdue")
  }
}

// MARK: - Books on disk

extension Diagnostic {
  static func bookDamaged(_ path: String, _ part: String) -> Diagnostic {
    Diagnostic(
      .bookDamaged, "the book \(path) is damaged: \(part) is not as it was written", at: nil,
      help: "to have what is left of it:  invoq salvage \(path) --into BOOK")
  }

  static func bookUnreadable(_ path: String, _ refusal: FolderDisk.Refusal) -> Diagnostic {
    switch refusal {
    case .system(let error): bookUnreadable(path, .disk(error))
    case .writableByOthers:
      Diagnostic(
        .bookUnreadable, "others than its owner may write in \(path), so it is not safe to use",
        at: nil, help: "chmod go-w \(path)")
    }
  }

  static func bookUnreadable(
    _ path: String, _ file: String, _ fault: SnapshotReader.Fault
  ) -> Diagnostic {
    switch fault {
    case .damaged(let part): bookDamaged(path, "the \(part) of \(file)")
    case .newer: bookUnreadable(path, .newer(file: file, version: 0))
    case .older:
      Diagnostic(
        .bookUnreadable,
        "\(file) in \(path) was written by an earlier version of invoq, and is read no more",
        at: nil,
        help: "import its files anew:  invoq import FILE … --into BOOK")
    }
  }

  static func bookUnreadable(_ path: String, _ failure: BookFolder.OpenFailure) -> Diagnostic {
    switch failure {
    case .disk(let error):
      Diagnostic(.bookUnreadable, "\(path) cannot be read: \(systemText(error.number))", at: nil)
    case .noBook:
      Diagnostic(
        .bookUnreadable, "there is no book in \(path)", at: nil,
        help: "invoq import FILE … --into \(path)")
    case .newer(let file, _):
      Diagnostic(
        .bookUnreadable, "\(file) in \(path) was written by a later version of invoq", at: nil,
        help: "open it with that version")
    case .damaged(let damage): bookDamaged(path, text(of: damage))
    }
  }

  private static func text(of damage: BookFolder.Damage) -> String {
    switch damage {
    case .snapshot(let name): "the beginning of \(name)"
    case .journalMissing(let name): "\(name) is gone, and the book"
    case .journalHeader(let name): "the beginning of \(name)"
    case .notPaired(let name): "\(name) belongs to another book, which"
    case .record(let name, let place, let count):
      "byte \(place) of \(name), behind \(count) whole records,"
    case .snapshotMissing(let journal): "the snapshot of \(journal) is gone, and the book"
    }
  }

  static func nothingToSalvage(_ path: String, _ fault: BookSalvage.Fault) -> Diagnostic {
    switch fault {
    case .disk(let error): return bookUnreadable(path, .disk(error))
    case .noBook: return bookUnreadable(path, .noBook)
    case .snapshot(let file, .damaged(let part)):
      return Diagnostic(
        .bookDamaged,
        "nothing of the book \(path) can be read: the \(part) of \(file) is gone, and"
          + " so is the copy of it", at: nil,
        help: "is there a backup?  invoq restore FILE --into BOOK")
    case .snapshot(let file, let fault): return bookUnreadable(path, file, fault)
    }
  }

  static func bookAmongFiles(_ path: String) -> Diagnostic {
    Diagnostic(
      .bookUnreadable, "\(path) holds a book, and no files are opened beside a book", at: nil,
      help: "to open it alone:  invoq \(path)   for files alone:  invoq FILE …")
  }

  static func bookExists(_ path: String) -> Diagnostic {
    Diagnostic(
      .bookExists, "there is a book in \(path) already", at: nil,
      help: "name another folder, which will be made")
  }

  static func bookNotWritten(_ path: String, _ failure: BookFolder.SaveFailure) -> Diagnostic {
    let reason: String
    switch failure {
    case .unknown(let error):
      return Diagnostic(
        .bookNotWritten,
        "nobody knows whether the book \(path) was written: \(systemText(error.number))", at: nil,
        help: "once the disk is well:  invoq verify \(path)")
    case .notSaved(let error): reason = systemText(error.number)
    case .notWritable: reason = "somebody else is writing there"
    case .tooLarge: reason = "it is too large"
    }
    return Diagnostic(.bookNotWritten, "the book \(path) could not be written: \(reason)", at: nil)
  }

  static func notBackedUp(_ path: String, _ failure: ExportFile.Failure) -> Diagnostic {
    let (reason, help) =
      switch failure {
      case .exists: ("it is there already", "name another file, or say --yes to replace it")
      case .link: ("it is a link", "name the file itself")
      case .noFile: ("that is no file", "name a file, which will be made")
      case .interrupted: ("somebody stopped it", "")
      case .tooLarge: ("it is too large", "")
      case .system(let number): (systemText(number), "")
      }
    return Diagnostic(
      .bookNotWritten, "\(path) was not written: \(reason)", at: nil, help: help)
  }

  static func notABackup(_ path: String, _ fault: BookBackup.Fault) -> Diagnostic {
    switch fault {
    case .noBackup:
      Diagnostic(
        .bookUnreadable, "\(path) is no backup of a book", at: nil,
        help: "invoq backup BOOK FILE makes one")
    case .newer:
      Diagnostic(
        .bookUnreadable, "\(path) was written by a later version of invoq", at: nil,
        help: "restore it with that version")
    case .damaged:
      Diagnostic(
        .bookDamaged, "\(path) is not as it was written, so nothing was made of it", at: nil)
    }
  }

  private static func systemText(_ number: Int32) -> String {
    unsafe String(cString: strerror(number))
  }
}
