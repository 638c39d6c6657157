internal import Glibc

/// The character set that libedit works in.
enum TerminalLocale {
  /// Makes the character type UTF-8, whatever the environment says.
  ///
  /// libedit silently drops everything but ASCII in other locales. Only the character type is
  /// set: a decimal comma from the environment must never reach a number.
  static func useUTF8() {
    unsafe setlocale(LC_CTYPE, "")
    if unsafe String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" {
      unsafe setlocale(LC_CTYPE, "C.UTF-8")
    }
  }
}
