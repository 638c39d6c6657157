internal import Glibc

/// Statements from a file or a pipe, without a prompt, an echo or a history.
package final class PlainEditor: LineEditor {
  /// How much one call of `readStatement` gives.
  package enum Portion: Sendable {
    /// The whole text at once, so that mistakes are reported with the line of the script.
    case wholeInput
    /// One statement: lines until they are complete; blank lines between statements are skipped.
    case statement
  }

  private let descriptor: Int32
  private let portion: Portion
  private let isComplete: (String) -> Bool
  private var unread: [UInt8] = []
  private var position = 0
  private var lineNumber = 0
  private var isAtEnd = false
  private var bytesRead = 0

  private static let bytesPerRead = 65_536
  /// Far beyond any script; it keeps an endless pipe from filling the memory.
  package static let longestInput = 64 << 20
  /// A statement that is still open here is handed over as it is, for the parser to refuse.
  private static let longestStatement = 128 << 10

  /// An editor on a descriptor, by default standard input.
  package init(
    descriptor: Int32 = 0, portion: Portion = .wholeInput,
    isComplete: @escaping (String) -> Bool = { _ in true }
  ) {
    self.descriptor = descriptor
    self.portion = portion
    self.isComplete = isComplete
  }

  /// The next portion; prompt and draft are never shown.
  package func readStatement(prompt: String, draft: String) -> LineEditorEvent {
    do {
      switch portion {
      case .wholeInput: return try readAll()
      case .statement: return try readLines()
      }
    } catch {
      // Reading on after a failure would run the second half of a statement.
      isAtEnd = true
      unread = []
      position = 0
      return .failed(error)
    }
  }

  private func readAll() throws(InputFailure) -> LineEditorEvent {
    var lines: [String] = []
    while true {
      switch try nextLine() {
      case .line(let line): lines.append(line)
      case .interrupted: return .cancelled
      case .end: return lines.isEmpty ? .endOfInput : .text(lines.joined(separator: "\n"))
      }
    }
  }

  private func readLines() throws(InputFailure) -> LineEditorEvent {
    var text: String?
    while true {
      switch try nextLine() {
      case .line(let line):
        guard let begun = text else {
          if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
          if isComplete(line) { return .text(line) }
          text = line
          continue
        }
        let longer = begun + "\n" + line
        if isComplete(longer) || longer.utf8.count > Self.longestStatement { return .text(longer) }
        text = longer
      case .interrupted:
        return .cancelled
      case .end:
        guard let text else { return .endOfInput }
        return .text(text)
      }
    }
  }

  private enum Line {
    case line(String)
    case interrupted
    case end
  }

  /// The next line without its break, which may be LF or CRLF; the last one may have none.
  private func nextLine() throws(InputFailure) -> Line {
    var searched = position
    while true {
      if let end = unread[searched...].firstIndex(of: 0x0A) {
        return .line(try takeLine(upTo: end, next: end + 1))
      }
      if isAtEnd {
        guard position < unread.count else { return .end }
        return .line(try takeLine(upTo: unread.count, next: unread.count))
      }
      unread.removeFirst(position)
      position = 0
      searched = unread.count
      guard try readMore() else { return .interrupted }
    }
  }

  private func takeLine(upTo end: Int, next: Int) throws(InputFailure) -> String {
    var bytes = unread[position..<end]
    position = next
    lineNumber += 1
    if bytes.last == 0x0D { bytes.removeLast() }
    if lineNumber == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let line = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(line: lineNumber)
    }
    return line
  }

  /// Adds what the descriptor has; false when Ctrl-C came first.
  private func readMore() throws(InputFailure) -> Bool {
    let held = portion == .wholeInput ? bytesRead : unread.count
    guard held < Self.longestInput else { throw .tooLong(limit: Self.longestInput) }
    while true {
      var chunk = [UInt8](repeating: 0, count: Self.bytesPerRead)
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count > 0 {
        unread += chunk[..<count]
        bytesRead += count
        return true
      }
      if count == 0 {
        isAtEnd = true
        return true
      }
      switch errno {
      case EINTR:
        if Interrupts.isPending { return false }
      case EAGAIN:
        waitUntilReadable()
        if Interrupts.isPending { return false }
      case let number:
        throw .system(number)
      }
    }
  }

  private func waitUntilReadable() {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    unsafe poll(&entry, 1, -1)
  }
}
