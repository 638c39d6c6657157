/// Where a session says what it has to say: a console, or a buffer in tests.
package protocol SessionOutput: AnyObject {
  /// Adds bytes to the answers; false when nobody takes them any more.
  func write(_ bytes: [UInt8]) -> Bool
  /// Says what is wrong, after everything answered so far.
  func writeError(_ text: String)
}

/// The terminal or pipe of the process.
package final class ConsoleOutput: SessionOutput {
  private let console: Console

  /// Output through a console.
  package init(_ console: Console) {
    self.console = console
  }

  /// Adds bytes to what the process writes.
  package func write(_ bytes: [UInt8]) -> Bool {
    console.write(bytes: bytes)
    return console.output == .open
  }

  /// Says what is wrong on the error output.
  package func writeError(_ text: String) {
    console.writeError(text)
  }
}

/// Keeps everything that was said, answers and errors in their order.
package final class BufferOutput: SessionOutput {
  /// What was said so far.
  package private(set) var text = ""

  /// An empty buffer.
  package init() {}

  /// Keeps bytes as text.
  package func write(_ bytes: [UInt8]) -> Bool {
    text += String(decoding: bytes, as: UTF8.self)
    return true
  }

  /// Keeps what is wrong, in its order.
  package func writeError(_ text: String) {
    self.text += text
  }

  /// What was said since the last call.
  package func take() -> String {
    defer { text = "" }
    return text
  }
}
