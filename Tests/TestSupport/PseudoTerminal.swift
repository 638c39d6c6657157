internal import CPty
internal import Glibc

/// A program on a terminal of its own, typed at and looked at by a test.
@safe
package final class PseudoTerminal {
  /// What the terminal shows.
  package private(set) var screen: TerminalScreen
  /// Every byte that the program has sent.
  package private(set) var received: [UInt8] = []
  /// The program's process.
  package let process: Int32

  private let descriptor: Int32
  private var isOpen = true
  private var status: Int32?

  /// Why a test cannot go on.
  package enum Failure: Error, CustomStringConvertible {
    case cannotStart(String)
    /// What was waited for never came; with the screen as it was.
    case timeout(String, screen: String)

    /// What went wrong, with the screen.
    package var description: String {
      switch self {
      case .cannotStart(let path): "cannot start \(path)"
      case .timeout(let wish, let screen): "waited in vain for \(wish); the screen:\n\(screen)"
      }
    }
  }

  /// Starts a program with exactly this environment.
  package init(
    program: String, arguments: [String] = [], environment: [String: String],
    columns: Int = 80, rows: Int = 24
  ) throws {
    let words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var process: Int32 = 0
    descriptor = unsafe pty_spawn(
      program, words, variables, Int32(columns), Int32(rows), &process)
    self.process = process
    screen = TerminalScreen(columns: columns, height: rows)
    if descriptor < 0 { throw Failure.cannotStart(program) }
  }

  deinit {
    close(descriptor)
    if status == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      unsafe waitpid(process, &status, 0)
    }
  }

  /// Types a text, or what keys send, in one piece.
  package func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty, isOpen {
      // The terminal holds only some kilobytes for a program that is busy showing the last ones.
      readAvailable(waitingMilliseconds: 0)
      let piece = Array(bytes.prefix(1_024))
      let count = unsafe write(descriptor, piece, piece.count)
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Changes the size of the window.
  package func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, height: rows)
    pty_resize(descriptor, Int32(columns), Int32(rows))
  }

  /// A signal that a test may send.
  package enum Signal: Sendable {
    case stop
    case `continue`
    case interrupt
    case hangUp
  }

  /// Sends a signal to the program.
  package func signal(_ signal: Signal) {
    switch signal {
    case .stop: kill(process, SIGSTOP)
    case .continue: kill(process, SIGCONT)
    case .interrupt: kill(process, SIGINT)
    case .hangUp: kill(process, SIGHUP)
    }
  }

  /// Reads until the screen is as wished.
  package func wait(
    for wish: String, milliseconds: Int = 60_000, until isFulfilled: (TerminalScreen) -> Bool
  ) throws {
    let deadline = Self.now + milliseconds
    while !isFulfilled(screen) {
      guard isOpen, Self.now < deadline else {
        throw Failure.timeout(wish, screen: screen.text)
      }
      readAvailable(waitingMilliseconds: 50)
    }
  }

  /// Reads until a text is on the screen.
  package func wait(forText text: String) throws {
    try wait(for: "\"\(text)\"") { $0.text.contains(text) }
  }

  /// Reads until the row of the cursor is exactly this.
  package func wait(forRow row: String) throws {
    try wait(for: "the row \"\(row)\"") { $0.currentRow == row }
  }

  /// Reads to the end and gives the exit code; nil when a signal ended the program.
  package func waitForExit(seconds: Int = 60) throws -> Int32? {
    let deadline = Self.now + seconds * 1_000
    while isOpen {
      guard Self.now < deadline else { throw Failure.timeout("the end", screen: screen.text) }
      readAvailable(waitingMilliseconds: 50)
    }
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
    self.status = status
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  private func readAvailable(waitingMilliseconds patience: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var patience = patience
    while unsafe poll(&entry, 1, patience) > 0 {
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe read(descriptor, &bytes, bytes.count)
      // Linux says EIO when the program has closed its side.
      guard count > 0 else {
        isOpen = false
        return
      }
      received += bytes[..<count]
      screen.feed(bytes[..<count])
      patience = 0
    }
  }

  private static var now: Int {
    var moment = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &moment)
    return moment.tv_sec * 1_000 + moment.tv_nsec / 1_000_000
  }
}
