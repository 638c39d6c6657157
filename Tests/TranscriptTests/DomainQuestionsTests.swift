import Columns
import Execution
import Foundation
import Model
import Shell
import TestSupport
import Testing

/// Clerks' questions are all asked, and none has an empty answer.
struct DomainQuestionsTests {
  private static let folder = "Tests/TranscriptTests/Transcripts/domain"

  private static func lines(of file: String) throws -> [String] {
    try PackageFolder.text("\(folder)/\(file)").split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("-- writes: ") }
  }

  static let files = PackageFolder.files(below: folder, suffix: ".ivq")
    .compactMap { $0.split(separator: "/").last.map(String.init) }

  @Test(arguments: files) func everyQuestionHasAnAnswer(file: String) throws {
    var question = ""
    for line in try Self.lines(of: file) {
      if line.hasPrefix("--=") {
        let text = line.dropFirst(4)
        let isEmpty = text.hasPrefix("no ") && text.contains(" · as of ")
        #expect(!isEmpty && !text.hasPrefix("error"), "\(file): \(question)")
      } else if line.hasPrefix("-- ") {
        question = String(line.dropFirst(3))
      }
    }
  }

  /// The table in `Examples/README.md` names each file and counts its questions.
  @Test func theTableCountsThem() throws {
    let readme = try PackageFolder.text("Examples/README.md")
    var named: Set<String> = []
    for line in readme.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, let count = Int(cells[2]) else { continue }
      let file = cells[1] + ".ivq"
      named.insert(file)
      let asked = try Self.lines(of: file).count { $0.hasPrefix("-- ") }
      #expect(asked == count, "\(file)")
    }
    #expect(named == Set(Self.files) && named.count >= 12)
  }

  /// What cannot be asked has a reason, and a question beside it that can.
  @Test func whatCannotBeAskedHasAQuestionNextToIt() throws {
    let view = try #require(try TestBooks.book("example", map: nil)).view
    let today = try #require(CivilDate(year: 2026, month: 5, day: 20))
    let engine = Engine(view, today: today)
    let rows = try PackageFolder.text("Examples/README.md").split(separator: "\n")
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
      .filter { $0.count == 3 && $0[0].hasSuffix("?") && $0[2].hasPrefix("`") }
    #expect(rows.count >= 5)
    for row in rows {
      let answer = try engine.answer(row[2].trimmingCharacters(in: ["`"]))
      #expect(answer.table.rowCount > 0 && !row[1].isEmpty, "\(row[0])")
    }
  }
}
