import Foundation
import OracleSupport

/// The `sqlite3` command line, asked many questions about one book in a single run.
struct SQLite {
  /// Why questions could not be answered.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Where the program is; nil where it is not installed.
  static let path: String? = [
    "/usr/bin/sqlite3", "/usr/local/bin/sqlite3", "/opt/homebrew/bin/sqlite3",
  ]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// One question in SQL, and the number of columns that it selects.
  struct Query {
    let text: String
    let columnCount: Int
  }

  /// The rows of each question, asked of the CSV files of a folder; nil stands for NULL.
  static func rows(
    of queries: [Query], askedOn days: [String], in folder: String,
    mistaking mistake: PlantedMistake? = nil
  ) throws -> [[[String?]]] {
    var script = SQLiteSchema.script(folder: folder, days: days)
    if let mistake { script = script.replacing(mistake.right, with: mistake.wrong) }
    for (number, query) in queries.enumerated() {
      let columns = (0..<query.columnCount).map { "c\($0)" }.joined(separator: ", ")
      script += ".print question \(number)\n"
      script += "WITH asked_for(\(columns)) AS (\n\(query.text)\n) "
      script += "SELECT json_array(\(columns)) FROM asked_for;\n"
    }
    return try parse(try run(script), count: queries.count)
  }

  private static func run(_ script: String) throws -> String {
    guard let path else { throw Failure(description: "sqlite3 is not installed") }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "invoq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: neither side can wait for the other.
    let files = ["script", "output", "errors"].map { folder.appending(path: $0) }
    try Data(script.utf8).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = ["-batch", "-init", "/dev/null", ":memory:"]
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    let errors = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    if !errors.isEmpty { throw Failure(description: errors) }
    return String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
  }

  private static func parse(_ output: String, count: Int) throws -> [[[String?]]] {
    var answers: [[[String?]]] = []
    for line in output.utf8.split(separator: UInt8(ascii: "\n")) {
      let text = String(Substring(line))
      if text.hasPrefix("question ") {
        answers.append([])
      } else if let row = try JSONSerialization.jsonObject(with: Data(line)) as? [Any] {
        answers[answers.count - 1].append(row.map { $0 is NSNull ? nil : "\($0)" })
      }
    }
    guard answers.count == count else {
      throw Failure(description: "\(answers.count) answers to \(count) questions")
    }
    return answers
  }
}
