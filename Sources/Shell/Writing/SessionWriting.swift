import Storage

/// What a session has to do with changes.
package struct SessionWriting {
  /// Where they are kept; nil where the book is only files.
  package var keeper: (any ChangeKeeper)?
  /// Whether changes are made without asking.
  package var saysYes = false
  /// Whether changes are only shown.
  package var isDryRun = false
  /// The login name of whoever changes something.
  package var user: () -> String = { "somebody" }
  /// The clock, in seconds since 1970; 0 where there is none.
  package var clock: @Sendable () -> Int64 = { 0 }
  /// Asks the person at the prompt; nil where nobody can be asked.
  package var ask: ((_ question: String) -> String?)?
  /// How many changes by others were told; nil for many.
  var toldByOthers: Int? = 0
  /// Events of a script that are kept when it has ended well.
  var staged: [BookEvent] = []
  /// The book before the script.
  var before: OpenBook?
  /// Whether a script is running, so that its changes wait for each other.
  var isStaging = false

  /// A session that changes nothing.
  package init() {}
}
