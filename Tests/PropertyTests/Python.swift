import Foundation

/// Figures worked out by the `python3` command line, whose whole numbers have no limit.
struct Python {
  /// Why figures could not be worked out.
  struct Failure: Error {
    let text: String
  }

  /// Whether the program is installed.
  static let path: String? = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// One line for each `a operator b`: the figure without zeros at its end, or `none`.
  ///
  /// A quotient is rounded half to even behind six decimals, or behind as many as `a` has.
  static func results(_ sums: [(a: String, sign: String, b: String)]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "invoq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["program", "sums", "results"].map { folder.appending(path: $0) }
    try Data(program.utf8).write(to: files[0])
    try Data(sums.map { "\($0.a) \($0.sign) \($0.b)\n" }.joined().utf8).write(to: files[1])
    try Data().write(to: files[2])
    let process = Process()
    process.executableURL = path.map { URL(filePath: $0) }
    process.arguments = [files[0].path()]
    process.standardInput = try FileHandle(forReadingFrom: files[1])
    process.standardOutput = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    let results = text.split(separator: "\n").map(String.init)
    guard results.count == sums.count else { throw Failure(text: text) }
    return results
  }

  private static let program = """
    import sys
    from fractions import Fraction
    def scale(text):
      return len(text.split('.')[1].rstrip('0')) if '.' in text else 0
    def told(value, digits):
      whole = round(value * 10 ** digits)
      text = str(abs(whole)).rjust(digits + 1, '0')
      if digits: text = (text[:-digits] + '.' + text[-digits:]).rstrip('0').rstrip('.')
      return ('-' if whole < 0 else '') + text
    for line in sys.stdin:
      a, sign, b = line.split()
      x, y = Fraction(a), Fraction(b)
      if sign == '+': print(told(x + y, 30))
      elif sign == '-': print(told(x - y, 30))
      elif sign == '*': print(told(x * y, 30))
      elif y == 0: print('none')
      else: print(told(x / y, max(6, scale(a))))
    """
}
