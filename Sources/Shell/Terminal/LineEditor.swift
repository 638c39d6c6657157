/// Where statements come from: a person at a terminal or a script on a pipe.
package protocol LineEditor: AnyObject {
  /// The next statement, however many rows it has; a prompt is shown only to a person.
  func readStatement(prompt: String) -> LineEditorEvent
}

/// What reading a statement came to.
package enum LineEditorEvent: Equatable, Sendable {
  /// A statement as typed or read, without the line break that ended it.
  case text(String)
  /// Ctrl-C: what was typed is gone, and a new prompt is due.
  case cancelled
  /// Ctrl-D on an empty line, or the end of the script.
  case endOfInput
  /// The script could not be read any further.
  case failed(InputFailure)
}

/// Why a script could not be read.
package enum InputFailure: Error, Equatable, Sendable {
  /// The system refused, with its error number.
  case system(Int32)
  /// The text is not UTF-8; the line is counted from 1.
  case notUTF8(line: Int)
  /// More bytes than a script may have.
  case tooLong(limit: Int)
}

/// What the Tab key may put into the text.
package struct Completion: Equatable, Sendable {
  /// The bytes of the text that a candidate takes the place of.
  package let replacing: Range<Int>
  /// The possible replacements, best first; one is inserted, several are listed.
  package let candidates: [String]

  /// A completion of the given bytes of the text.
  package init(replacing: Range<Int>, candidates: [String]) {
    self.replacing = replacing
    self.candidates = candidates
  }
}

/// What an editor asks of the session while a statement is being typed.
package struct LineEditorHooks {
  /// Whether Enter runs this text; otherwise it begins another row.
  package let isComplete: (String) -> Bool
  /// What Tab offers at a byte offset of the text.
  package let complete: (_ text: String, _ cursorByteOffset: Int) -> Completion
  /// The statements that Up brings back, oldest first; asked once per statement.
  package let history: () -> [String]

  /// Hooks of a session; the defaults offer no completion and no history.
  package init(
    isComplete: @escaping (String) -> Bool,
    complete: @escaping (_ text: String, _ cursorByteOffset: Int) -> Completion = { _, cursor in
      Completion(replacing: cursor..<cursor, candidates: [])
    },
    history: @escaping () -> [String] = { [] }
  ) {
    self.isComplete = isComplete
    self.complete = complete
    self.history = history
  }
}
