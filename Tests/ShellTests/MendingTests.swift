import Accounting
import Diagnostics
import Model
import Shell
import TestSupport
import Testing

/// Replacements that messages carry: whoever applies one is rid of that mistake.
@Suite struct MendingTests {
  /// The mistakes of the first statement of a text; none where it is answered.
  private func mistakes(of text: String) throws -> [Diagnostic] {
    let book = try ExampleBook.book()
    let day = CivilDate(year: 2026, month: 5, day: 20) ?? .first
    do throws(Mistakes) {
      _ = try Engine(book.view, today: day).answer(text)
      return []
    } catch {
      return error.all
    }
  }

  private func applied(_ fix: Diagnostic.FixIt, to text: String) -> String {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(fix.span.start..<fix.span.end, with: fix.replacement.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Every statement of the transcripts about errors.
  @Test func everyReplacementMendsItsMistake() throws {
    var count = 0
    let folder = "Tests/TranscriptTests/Transcripts/errors"
    for path in PackageFolder.files(below: folder, suffix: ".ivq") {
      let transcript = Transcript(path: path, text: try PackageFolder.text(path))
      for item in transcript.items
      where Session.commandWord(of: item.span, in: item.source) == nil {
        let text = item.source[item.span]
        for mistake in try mistakes(of: text) {
          guard let fix = mistake.fixIt, fix.span.end <= text.utf8.count else { continue }
          count += 1
          let mended = applied(fix, to: text)
          let left = try mistakes(of: mended).filter {
            $0.code == mistake.code && $0.message == mistake.message
              && $0.span?.start == mistake.span?.start
          }
          #expect(left.isEmpty, "\(text)\n→ \(mended)")
        }
      }
    }
    #expect(count > 30)
  }

  /// What a clerk types wrong, and what comes of Alt-A alone.
  @Test(arguments: [
    ("invoices where custmer is \"acme gmbh\"", "invoices where customer is \"acme gmbh\""),
    ("invoices where total > 1.234,50", "invoices where total > 1234.50"),
    ("invoices where date > \"2026-01-01\"", "invoices where date > 2026-01-01"),
    ("invoices where total > \"500\"", "invoices where total > 500"),
    ("invoices where status is overdeu", "invoices where status is overdue"),
    ("invoces where open", "invoices where open"),
    ("invoices filter open", "invoices where open"),
    ("invoices where open limit 5", "invoices where open take 5"),
  ])
  func oneReplacementIsEnough(_ wrong: String, _ right: String) throws {
    let found = try mistakes(of: wrong)
    let fix = try #require(found.first?.fixIt, "\(found)")
    #expect(applied(fix, to: wrong) == right)
    #expect(try mistakes(of: right).isEmpty)
  }

  @Test func threeMistakesAreToldAtOnce() throws {
    let found = try mistakes(
      of: "invoices where custmer is \"x\" where statsu is paid where totl > 5")
    #expect(found.count == 3)
    let parsed = try mistakes(of: "invoices where owed > 1.200,00 take many skip few")
    #expect(parsed.count == 3, "\(parsed)")
  }
}
