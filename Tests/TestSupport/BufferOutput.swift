import Shell

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
