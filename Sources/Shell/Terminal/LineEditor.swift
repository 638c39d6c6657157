/// Where statements come from: a person at a terminal or a script on a pipe.
package protocol LineEditor: AnyObject {
  /// The next statement, however many rows it has; a prompt is shown only to a person, as is the
  /// draft, which stands in the line from the beginning.
  func readStatement(prompt: String, draft: String) -> LineEditorEvent
}

extension LineEditor {
  /// The next statement, from an empty line.
  package func readStatement(prompt: String) -> LineEditorEvent {
    readStatement(prompt: prompt, draft: "")
  }
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

/// How a stretch of a statement looks while it is being typed.
package struct PaintedSpan: Equatable, Sendable {
  /// The ways to set words apart.
  package enum Style: Equatable, Sendable {
    case keyword
    case command
    case text
    case number
    case reference
    case name
    case comment
    /// What cannot be right.
    case wrong
  }

  /// The bytes of the text.
  package let bytes: Range<Int>
  /// How they look.
  package let style: Style

  /// A stretch of bytes in a style.
  package init(_ bytes: Range<Int>, _ style: Style) {
    (self.bytes, self.style) = (bytes, style)
  }
}

/// Text offered behind the cursor, dim, until a key takes it or goes on otherwise.
package struct GhostText: Equatable, Sendable {
  /// What is put in when it is taken.
  package let text: String
  /// Words about it that are shown and never put in.
  package let hint: String

  /// Text to offer, and what to say about it.
  package init(_ text: String, hint: String = "") {
    (self.text, self.hint) = (text, hint)
  }
}

/// What a look at a statement found while nobody typed.
package struct LiveRemark: Equatable, Sendable {
  /// The bytes of names that mean nothing.
  package let spans: [Range<Int>]
  /// A few words about the first of them.
  package let message: String

  /// Stretches to underline, and what to say.
  package init(spans: [Range<Int>], message: String) {
    (self.spans, self.message) = (spans, message)
  }
}

/// What an editor asks of the session while a statement is being typed.
///
/// All of it is asked between two keys, so all of it has to be quick; `check` is asked only when
/// nobody has typed for a while.
package struct LineEditorHooks {
  /// Whether Enter runs this text; otherwise it begins another row.
  package var isComplete: (String) -> Bool
  /// What Tab offers at a byte offset of the text.
  package var complete: (_ text: String, _ cursorByteOffset: Int) -> Completion = { _, cursor in
    Completion(replacing: cursor..<cursor, candidates: [])
  }
  /// The statements that Up brings back, oldest first; asked once per statement.
  package var history: () -> [String] = { [] }
  /// How the parts of the text look.
  package var paint: (_ text: String) -> [PaintedSpan] = { _ in [] }
  /// What to offer behind a text whose end the cursor is at.
  package var suggest: (_ text: String) -> GhostText? = { _ in nil }
  /// What is wrong with the names of a text, the word at the cursor left out.
  package var check: (_ text: String, _ cursorByteOffset: Int) -> LiveRemark? = { _, _ in nil }
  /// The text with its mistakes mended; of an empty one, the statement that failed last.
  package var mend: (_ text: String, _ cursorByteOffset: Int) -> String? = { _, _ in nil }
  /// Does some milliseconds of work that later keys will be glad of; false when there is none.
  package var prepare: () -> Bool = { false }
  /// Has the text edited by a program of the user's; nil when nothing came of it.
  package var editOutside: ((_ text: String) -> String?)?

  /// Hooks of a session; without more, nothing is offered.
  package init(isComplete: @escaping (String) -> Bool) {
    self.isComplete = isComplete
  }
}
