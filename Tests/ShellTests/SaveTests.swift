import Diagnostics
import Foundation
import Glibc
import Shell
import TestSupport
import Testing

/// Questions that are kept from one session to the next.
@Suite struct SaveTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try withExtendedLifetime(folder) { try body(folder.path) }
  }

  private func session(_ folder: String) throws -> (session: Session, output: BufferOutput) {
    let (session, output) = try ExampleBook.session()
    session.loadSaved(from: SavedFile(directory: folder + "/config/invoq"))
    return (session, output)
  }

  @Test func aSavedQuestionIsThereInTheNextSession() throws {
    try inFolder { folder in
      let (first, output) = try session(folder)
      _ = first.run(SourceText("invoices where open and currency = JPY count"))
      let wanted = output.take()
      #expect(first.run(SourceText("save \"month end\"")) == .done)
      #expect(output.take() == "kept; ask it as  `month end`\n")
      let (second, answers) = try session(folder)
      #expect(second.run(SourceText("`month end`")) == .done)
      #expect(answers.take() == wanted)
      #expect(second.run(SourceText("saved")) == .done)
      let line = "define `month end` = invoices where open and currency is JPY count\n"
      #expect(answers.take().hasPrefix(line))
    }
  }

  @Test func nothingIsLostByReplacingOrByHand() throws {
    try inFolder { folder in
      let (session, output) = try session(folder)
      let path = folder + "/config/invoq/saved.ivq"
      _ = session.run(SourceText("invoices count"))
      _ = session.run(SourceText("save \"all\""))
      _ = session.run(SourceText("save \"number_of\""))
      try ("-- by hand\nthis is wrong\n" + String(contentsOfFile: path, encoding: .utf8))
        .write(toFile: path, atomically: true, encoding: .utf8)
      _ = session.run(SourceText("bills count"))
      _ = output.take()
      _ = session.run(SourceText("save \"number_of\""))
      #expect(
        output.take()
          == "kept; ask it as  number_of, in place of\ndefine number_of = invoices count\n")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let lines = text.split(separator: "\n").map(String.init)
      #expect(lines[0...1] == ["-- by hand", "this is wrong"])
      #expect(lines[2].hasSuffix("define number_of = invoices count"))
      #expect(lines[2].hasPrefix("-- replaced "))
      #expect(lines[3] == "define number_of = bills count")
      var facts = stat()
      #expect(unsafe stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
      // The wrong line is told, and the others are there.
      let (next, answers) = try self.session(folder)
      #expect(answers.take().contains("saved.ivq:2:1"))
      #expect(next.run(SourceText("number_of")) == .done)
    }
  }

  @Test func whatOnlyTheSessionKnowsIsNotSaved() throws {
    try inFolder { folder in
      let (session, output) = try session(folder)
      _ = session.run(SourceText("let $days = 60"))
      _ = session.run(SourceText("invoices where days_overdue > $days count"))
      #expect(session.run(SourceText("save \"old\"")) == .failed)
      _ = session.run(SourceText("define late = invoices where overdue"))
      _ = session.run(SourceText("late count"))
      #expect(session.run(SourceText("save \"how late\"")) == .failed)
      #expect(output.take().contains("save late"))
      #expect(session.run(SourceText("save late")) == .done)
      _ = session.run(SourceText("late count"))
      #expect(session.run(SourceText("save \"how late\"")) == .done)
      _ = session.run(SourceText("`how late`"))
      #expect(session.run(SourceText("save \"how late\"")) == .failed)
    }
  }

  @Test func mistakesInASavedQuestionNameItsPlace() throws {
    try inFolder { folder in
      let file = SavedFile(directory: folder)
      try "-- mine\ndefine late($d) = invoices where due > $d\n"
        .write(toFile: file.path, atomically: true, encoding: .utf8)
      let (session, output) = try ExampleBook.session()
      session.loadSaved(from: file)
      #expect(session.run(SourceText("late(\"x\") count")) == .failed)
      #expect(output.take().contains("in late(\"x\"), at \(file.path):2:"))
    }
  }

  @Test func aSafeSessionKeepsNothing() throws {
    let (session, output) = try ExampleBook.session(isSafe: true)
    _ = session.run(SourceText("invoices count"))
    #expect(session.run(SourceText("save \"x\"")) == .failed)
    #expect(output.take().contains("safe"))
  }

  // MARK: Values of the command line

  private func run(_ script: String, _ values: [String]) throws -> ProgramRun {
    try ProgramRun(
      [ExampleBook.folder, "-o", "csv", "-c", script] + values.flatMap { ["--set", $0] })
  }

  @Test func valuesStandInPlaceOfAScripts() throws {
    let script = "let $days = 60\ninvoices where open and days_overdue > $days count"
    #expect(try run(script, []).lastLine == "35")
    #expect(try run(script, ["days=400"]).lastLine == "10")
    let text = "let $state = \"paid\"\ninvoices where status is $state count"
    #expect(try run(text, ["$state=overdue"]).lastLine == "52")
    let day = "invoices where date >= $from and currency = JPY count"
    #expect(try run(day, ["from=2026-04-01"]).lastLine == "4")
    #expect(
      try run("customers where name is $who count", ["who=Bäckerei Süß"]).lastLine == "1")
  }

  @Test func wrongValuesAreTold() throws {
    let script = "let $days = 60\ninvoices where days_overdue > $days count"
    let wrong = try run(script, ["days=soon"])
    #expect(wrong.status == 1 && wrong.errors.contains("--set days"))
    let date = try run("invoices where date > $d count", ["d=03/04/2026"])
    #expect(date.status == 64 && date.errors.contains("more than one way"))
    #expect(try run("invoices count", ["days"]).status == 64)
  }
}

extension ProgramRun {
  fileprivate var lastLine: String? {
    output.split(whereSeparator: \.isNewline).last.map(String.init)
  }
}
