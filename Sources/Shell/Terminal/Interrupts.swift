internal import CTerminal

/// The wish of the user to stop, raised by Ctrl-C and polled by whatever takes long.
package enum Interrupts {
  /// Catches Ctrl-C, changes of the window and being continued, and ignores closed pipes.
  ///
  /// Without it a closed pipe or Ctrl-C would end the program before its last words. Calling it
  /// again does nothing; false means that the system refused.
  @discardableResult
  package static func install() -> Bool {
    terminal_catch_signals()
  }

  /// Whether Ctrl-C was pressed since the last `clear()`; one atomic load.
  package static var isPending: Bool {
    terminal_interrupt_is_pending()
  }

  /// Forgets a press of Ctrl-C, before a statement runs or a prompt is shown.
  package static func clear() {
    _ = terminal_take_interrupt()
  }
}
