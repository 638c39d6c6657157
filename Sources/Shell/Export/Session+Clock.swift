internal import CTerminal
import Glibc
import Model

/// The time of day, for what is sent on.
extension Session {
  /// `20 May 2026, 14:05`; a session of another day than the clock's tells only its day.
  func clockText() -> String {
    var now = time(nil)
    var local = unsafe tm()
    guard unsafe localtime_r(&now, &local) != nil else { return clockDay.spoken }
    let (year, month, day) = unsafe (local.tm_year, local.tm_mon, local.tm_mday)
    let date = CivilDate(year: Int(year) + 1900, month: Int(month) + 1, day: Int(day))
    guard date == clockDay else { return clockDay.spoken }
    let (hour, minute) = unsafe (Int(local.tm_hour), Int(local.tm_min))
    return "\(clockDay.spoken), \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// Asks at the terminal, and reads a line; anything but yes is no.
  package static func askedAtTerminal(_ question: String) -> Bool {
    let text = Array((VisibleText.visible(question.utf8) + " [y/N] ").utf8)
    _ = unsafe text.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    terminal_set_reads_lines(true)
    defer { terminal_set_reads_lines(false) }
    guard awaitsAnswer() else { return false }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
      line.append(byte)
    }
    let word = String(decoding: line, as: UTF8.self).lowercased()
    return word == "y" || word == "yes"
  }

  /// Waits until somebody has answered; false when they pressed Ctrl-C instead.
  ///
  /// A press just before reading began would else be lost, and the question stay for ever.
  static func awaitsAnswer() -> Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while !Interrupts.isPending {
      let found = unsafe poll(&input, 1, 20)
      if found > 0 || found < 0 && errno != EINTR { return true }
    }
    return false
  }
}
