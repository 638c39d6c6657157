import Diagnostics
import Glibc

extension Invocation {
  /// Tells a session who changes what, and whether it may.
  func prepareWriting(_ session: Session) {
    session.writing.saysYes = saysYes
    session.writing.isDryRun = onlyShowsChanges
    // To look for the name takes longer than many an answer.
    session.writing.user = { Invocation.loginName }
    session.writing.clock = { Int64(time(nil)) }
  }

  /// The name under which the process runs.
  private static var loginName: String {
    guard let entry = unsafe getpwuid(geteuid()), let name = unsafe entry.pointee.pw_name else {
      return "user \(geteuid())"
    }
    return unsafe String(cString: name)
  }
}

extension Invocation.ExitStatus {
  /// The status of a session whose last statement failed.
  init(failed session: Session) {
    switch session.lastMistake {
    case .expectFailed: self = .expectFailed
    case .some(let code) where code.rawValue.utf8.first == UInt8(ascii: "W"): self = .notWritten
    default: self = .wrongText
    }
  }
}
