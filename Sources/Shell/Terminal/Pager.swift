internal import CTerminal
internal import Glibc

/// A long answer in a program that turns its pages, or page by page where there is none.
///
/// The program is started with its arguments one by one, never through a shell, and told to run
/// nothing itself (`LESSSECURE`). It sees only text in which nothing can act on a terminal.
package final class Pager {
  private enum Way {
    /// The program, and the pipe that it reads.
    case program(pid_t, pipe: Int32)
    /// The screen itself, so many rows at a time; how many are on it.
    case screen(rows: Int, used: Int)
  }

  private var way: Way
  /// Whether anybody wants more.
  private var isOpen = true

  /// The program that the environment names, else `less`; its arguments.
  package static func command(
    isWide: Bool, environment: (String) -> String? = TerminalFacts.environment
  ) -> [String] {
    let named = ["INVOQ_PAGER", "PAGER"].compactMap { environment($0) }
      .map(OutsideEditor.words).first { !$0.isEmpty }
    return named ?? (less + (isWide ? ["-S", sideways] : [hint]))
  }

  /// Ctrl-C leaves it, as it leaves everything here; looking for a word does not mind its case.
  private static let less = ["less", "-K", "-i"]
  /// What its last line says, as nobody is born with its keys.
  private static let hint = "-PsSpace goes on, / looks for words, q leaves?e (this is the end)."
  /// Long lines are cut at the edge.
  private static let sideways = "-PsArrows move, / looks for words, q leaves?e (this is the end)."

  /// A pager for one answer.
  ///
  /// - Parameters:
  ///   - isWide: whether lines may be longer than the screen.
  ///   - isSafe: whether no program may be started.
  package init(isWide: Bool, isSafe: Bool) {
    terminal_set_reads_lines(true)
    let rows = max(2, TerminalSize.current().rows - 1)
    way = .screen(rows: rows, used: 0)
    guard !isSafe, let program = Pager.start(Pager.command(isWide: isWide)) else { return }
    way = .program(program.process, pipe: program.pipe)
  }

  /// Shows more; false when nobody wants it.
  package func write(_ bytes: [UInt8]) -> Bool {
    guard isOpen else { return false }
    switch way {
    case .program(_, let pipe): isOpen = Pager.send(bytes[...], to: pipe)
    case .screen(let rows, let used):
      var used = used
      isOpen = Pager.turn(bytes, rows: rows, used: &used)
      way = .screen(rows: rows, used: used)
    }
    return isOpen
  }

  /// Ends the text and waits until it was read.
  package func finish() {
    defer { terminal_set_reads_lines(false) }
    guard case .program(let process, let pipe) = way else { return }
    close(pipe)
    var ending: Int32 = 0
    while unsafe waitpid(process, &ending, 0) < 0, errno == EINTR {}
    // A Ctrl-C that was meant for the pager reaches this process as well.
    Interrupts.clear()
  }

  // MARK: - The program

  private static func start(_ command: [String]) -> (process: pid_t, pipe: Int32)? {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return nil }
    let input = dup(STDIN_FILENO)
    guard input >= 0 else { return nil }
    for descriptor in [ends[1], input] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    unsafe setenv("LESSSECURE", "1", 1)
    // Names are names in any locale.
    unsafe setenv("LESSCHARSET", "utf-8", 1)
    unsafe unsetenv("LESSOPEN")
    unsafe unsetenv("LESSCLOSE")
    // The program inherits the pipe in the place of the keyboard, which it opens by itself.
    dup2(ends[0], STDIN_FILENO)
    close(ends[0])
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var process: pid_t = 0
    let status = unsafe terminal_spawn(&process, &arguments)
    dup2(input, STDIN_FILENO)
    close(input)
    guard status == 0 else {
      close(ends[1])
      return nil
    }
    return (process, ends[1])
  }

  private static func send(_ bytes: ArraySlice<UInt8>, to pipe: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let sent = unsafe rest.withUnsafeBytes { unsafe Glibc.write(pipe, $0.baseAddress, $0.count) }
      if sent < 0, errno == EINTR { continue }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  // MARK: - The screen

  /// Writes line by line, and asks when the screen is full; false where the answer is no.
  private static func turn(_ bytes: [UInt8], rows: Int, used: inout Int) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      if used >= rows {
        guard isWanted() else { return false }
        used = 0
      }
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      guard send(rest[..<end], to: STDOUT_FILENO) else { return false }
      used += 1
      rest = rest[end...]
    }
    return true
  }

  private static func isWanted() -> Bool {
    guard send(Array("-- Enter goes on, q ends --".utf8)[...], to: STDOUT_FILENO) else {
      return false
    }
    var isEnd = false
    var byte: UInt8 = 0
    while true {
      guard unsafe read(STDIN_FILENO, &byte, 1) == 1 else { return false }
      if byte == UInt8(ascii: "\n") { return !isEnd }
      if byte | 0x20 == UInt8(ascii: "q") { isEnd = true }
    }
  }
}
