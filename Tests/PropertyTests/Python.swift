import Foundation

/// Figures worked out by the `python3` command line, whose whole numbers have no limit.
struct Python {
  /// Why figures could not be worked out.
  struct Failure: Error {
    let text: String
  }

  /// Where the program is, the first one on the way of the shell; nil where it is not installed.
  static let path: String? = {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/python3" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }()

  /// One line for each `a operator b`: the figure without zeros at its end, or `none`.
  ///
  /// A quotient is rounded half to even behind six decimals, or behind as many as `a` has.
  static func results(_ sums: [(a: String, sign: String, b: String)]) throws -> [String] {
    let text = try run(
      program, arguments: [], input: sums.map { "\($0.a) \($0.sign) \($0.b)\n" }.joined())
    let results = text.split(separator: "\n").map(String.init)
    guard results.count == sums.count else { throw Failure(text: text) }
    return results
  }

  /// What a program writes.
  static func run(_ program: String, arguments: [String], input: String = "") throws -> String {
    guard let path else { throw Failure(text: "python3 is not installed") }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "invoq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: neither side can wait for the other.
    let files = ["program", "input", "output", "errors"].map { folder.appending(path: $0) }
    try Data(program.utf8).write(to: files[0])
    try Data(input.utf8).write(to: files[1])
    for file in files.dropFirst(2) { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = [files[0].path()] + arguments
    process.standardInput = try FileHandle(forReadingFrom: files[1])
    process.standardOutput = try FileHandle(forWritingTo: files[2])
    process.standardError = try FileHandle(forWritingTo: files[3])
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(text: String(decoding: try Data(contentsOf: files[3]), as: UTF8.self))
    }
    return String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
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
