internal import Glibc

/// The one way out: bytes for standard output and standard error, with every failure remembered.
///
/// Output is buffered until `flush()`; words for the error channel go out at once, after what was
/// said before them. A reader that went away (`invoq … | head -1`) is no failure.
package final class Console {
  /// How the output is faring.
  package enum State: Equatable, Sendable {
    /// Everything so far was taken.
    case open
    /// The reader has closed the pipe; the rest is dropped and the program ends well.
    case closed
    /// The system refused with this error number, such as a full disk; the program exits with 5.
    case failed(Int32)
  }

  /// The fate of the answers.
  package private(set) var output = State.open
  /// The fate of the messages.
  package private(set) var errors = State.open

  private let outputDescriptor: Int32
  private let errorDescriptor: Int32
  private var pending: [UInt8] = []

  /// A pipe takes no more at once, and a terminal shows the first rows of a long answer early.
  private static let bytesPerWrite = 65_536

  /// A console on two descriptors, by default those of the process.
  package init(output: Int32 = 1, errors: Int32 = 2) {
    outputDescriptor = output
    errorDescriptor = errors
  }

  /// Adds text to the answers.
  package func write(_ text: String) {
    write(bytes: text.utf8)
  }

  /// Adds bytes to the answers, as they are.
  package func write(bytes: some Sequence<UInt8>) {
    guard output == .open else { return }
    pending.append(contentsOf: bytes)
    if pending.count >= Self.bytesPerWrite { flush() }
  }

  /// Says something on the error channel, after everything written so far.
  package func writeError(_ text: String) {
    flush()
    guard errors == .open else { return }
    errors = Self.send(Array(text.utf8), to: errorDescriptor)
  }

  /// Sends the answers out; true when all of them were taken.
  @discardableResult
  package func flush() -> Bool {
    guard output == .open else { return false }
    output = Self.send(pending, to: outputDescriptor)
    pending.removeAll(keepingCapacity: output == .open)
    return output == .open
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) -> State {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { all in
        guard let start = all.baseAddress else { return 0 }
        return unsafe Glibc.write(descriptor, start + sent, bytes.count - sent)
      }
      if count >= 0 {
        sent += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilWritable(descriptor)
      case EPIPE: return .closed
      case let number: return .failed(number)
      }
    }
    return .open
  }

  /// A descriptor may be shared with a program that made it non-blocking.
  private static func waitUntilWritable(_ descriptor: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    unsafe poll(&entry, 1, -1)
  }
}
