internal import Glibc

/// The programs that were built together with the tests.
package enum BuildProduct {
  /// The path of a program, which stands next to the running test bundle.
  package static func path(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    let running = String(
      decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = running.utf8.lastIndex(of: UInt8(ascii: "/")).map { running[..<$0] } ?? ""
    return folder + "/" + name
  }
}
