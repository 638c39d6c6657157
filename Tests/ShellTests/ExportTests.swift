import Diagnostics
import Foundation
import Shell
import TestSupport
import Testing

/// Answers that go to files: whole, or not at all.
@Suite struct ExportTests {
  private let book = "Examples/book"
  private let question = "invoices where open and currency = JPY show number, owed"

  /// A session that writes below a folder of its own.
  private func session(_ folder: TemporaryFolder) throws -> (session: Session, output: BufferOutput)
  {
    let made = try ExampleBook.session()
    made.session.exportFolder = folder.path
    return made
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  @Test func aFileHoldsWhatTheScreenWouldShow() throws {
    let folder = try TemporaryFolder()
    let (session, output) = try session(folder)
    for form in ["csv", "tsv", "json", "jsonl", "md"] {
      #expect(session.run(SourceText("\(question) export \"a.\(form)\"")) == .done)
      #expect(output.take().hasPrefix("a.\(form) · 6 invoices\n"))
      #expect(session.run(SourceText("set output \(form)\n\(question)")) == .done)
      #expect(try text("\(folder.path)/a.\(form)") == output.take())
    }
    // Names of files end as people type them.
    #expect(session.run(SourceText("it export \"b.JSON\"")) == .done)
    #expect(try text("\(folder.path)/b.JSON") == text("\(folder.path)/a.json"))
  }

  @Test func onlyTheUserMayReadIt() throws {
    let folder = try TemporaryFolder()
    let run = try ProgramRun(
      shell: "umask 000; \"$INVOQ\" \(book) -c '\(question) export \"\(folder.path)/a.csv\"'")
    #expect(run.status == 0 && run.output.isEmpty)
    let facts = try FileManager.default.attributesOfItem(atPath: folder.path + "/a.csv")
    #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
  }

  @Test func whatIsThereStaysUnlessSomebodySaysYes() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/a.csv"
    try "old".write(toFile: file, atomically: true, encoding: .utf8)
    let export = "\(question) export \"\(file)\""
    let refused = try ProgramRun([book, "-c", export])
    #expect(refused.status == 5 && refused.errors.contains("is there already"))
    #expect(try text(file) == "old")
    let (session, output) = try session(folder)
    var asked: [String] = []
    session.confirm = { question in
      asked.append(question)
      return asked.count > 1
    }
    #expect(session.run(SourceText("\(question) export \"a.csv\"")) == .done)
    #expect(
      output.take().contains("stays as it is") && asked == ["'a.csv' is there already; replace it?"]
    )
    #expect(try text(file) == "old")
    #expect(session.run(SourceText("\(question) export \"a.csv\"")) == .done)
    #expect(try text(file).hasPrefix("number,owed,owed_currency\n"))
    #expect(try ProgramRun([book, "--yes", "-c", export]).status == 0)
  }

  @Test func nothingIsWrittenThroughALink() throws {
    let folder = try TemporaryFolder()
    let target = folder.path + "/target"
    try "precious".write(toFile: target, atomically: true, encoding: .utf8)
    let link = folder.path + "/a.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    for arguments in [["--yes"], []] {
      let run = try ProgramRun([book] + arguments + ["-c", "\(question) export \"\(link)\""])
      #expect(run.status == 5 && run.errors.contains("is a link"), "\(run.errors)")
    }
    #expect(try text(target) == "precious")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/b.csv", withIntermediateDirectories: false)
    let run = try ProgramRun([book, "--yes", "-c", "\(question) export \"\(folder.path)/b.csv\""])
    #expect(run.status == 5 && run.errors.contains("a folder or a device"))
  }

  @Test func aDiskThatIsFullLeavesNothingHalfWritten() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/a.csv"
    // The system takes 512 bytes of a file and no more; the program hears of it by an error.
    for before in ["", "echo old > \"\(file)\"; "] {
      let run = try ProgramRun(
        shell: before + "trap '' XFSZ; ulimit -f 1; "
          + "\"$INVOQ\" \(book) --yes -c 'invoices show *  export \"\(file)\"'")
      #expect(run.status == 5 && run.errors.contains("File too large"), "\(run.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == (before.isEmpty ? [] : ["a.csv"]))
    }
    #expect(try text(file) == "old\n")
  }

  /// A program that was killed while it wrote leaves a file that nobody will ask for.
  @Test func whatAKilledProgramLeftIsRemoved() throws {
    let folder = try TemporaryFolder()
    let (session, _) = try session(folder)
    // No process has so large a number.
    let names = [".invoq-999999999-1.new", ".invoq-999999999-2.new", ".invoq-1-1.new", ".other"]
    for name in names {
      try Data().write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
      let age = name == names[1] ? 60.0 : 7_200.0
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)],
        ofItemAtPath: "\(folder.path)/\(name)")
    }
    #expect(session.run(SourceText("\(question) export \"a.csv\"")) == .done)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == [".invoq-1-1.new", ".invoq-999999999-2.new", ".other", "a.csv"])
  }

  /// One record goes out with what belongs to it, unless programs are to read it.
  @Test func aCardGoesOutAsAWhole() throws {
    let folder = try TemporaryFolder()
    let (session, output) = try session(folder)
    for form in ["html", "md", "csv"] {
      #expect(session.run(SourceText("#C-004 export \"a.\(form)\"")) == .done)
      #expect(output.take().contains("shortened"))
    }
    let page = try text("\(folder.path)/a.html")
    #expect(page.contains("<h1>Customer C-004 · Pacific Rim Imports LLC</h1>"))
    #expect(page.contains("<h2>Last payments</h2>") && page.contains("US **** 09"))
    let lines = try text("\(folder.path)/a.md").split(separator: "\n")
    #expect(
      lines.contains("## last payments") && lines.contains("| tax\\_id | US \\*\\*\\*\\* 09 |"))
    #expect(try text("\(folder.path)/a.csv").split(separator: "\n").count == 2)
  }

  @Test func aSafeSessionWritesNothing() throws {
    let folder = try TemporaryFolder()
    let (session, output) = try ExampleBook.session(isSafe: true)
    session.exportFolder = folder.path
    #expect(session.run(SourceText("\(question) export \"a.csv\"")) == .failed)
    #expect(output.take().contains("this session is a safe one"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func accountsAndTaxNumbersAreShortenedInEveryForm() throws {
    let folder = try TemporaryFolder()
    let (session, output) = try session(folder)
    // Whole in the book, and what must not be in a file.
    #expect(session.run(SourceText("vendors take 1 show iban, tax_id")) == .done)
    let shown = output.take()
    let (iban, tax) = ("DE92312106049707992820", "DE452869360")
    #expect(shown.contains(iban) && shown.contains(tax))
    let ask = "vendors take 1 calc upper(iban) as x, default(tax_id, \"-\") as y show *, x, y"
    for form in ["csv", "tsv", "json", "jsonl", "md", "html"] {
      #expect(session.run(SourceText("\(ask) export \"v.\(form)\"")) == .done)
      #expect(output.take().contains("note: bank accounts and tax numbers are shortened"))
      let file = try text("\(folder.path)/v.\(form)")
      #expect(!file.contains(iban) && !file.contains(tax), "\(form)")
      #expect(file.contains("DE92") && file.contains("2820"), "\(form)")
    }
    #expect(session.run(SourceText("\(ask) export \"full.csv\" full")) == .done)
    #expect(!output.take().contains("note:"))
    #expect(try text("\(folder.path)/full.csv").contains(iban))
    // A question may name one too.
    let find = "vendors where iban is \"\(iban)\" export \"q.html\""
    #expect(session.run(SourceText(find)) == .done)
    #expect(try !text("\(folder.path)/q.html").contains(iban))
  }

  @Test func spreadsheetsGetWhatTheyAskFor() throws {
    let folder = try TemporaryFolder()
    let (session, _) = try session(folder)
    let ask = "invoices take 1 calc \"=1+1\" as f show number, total, f"
    #expect(session.run(SourceText("\(ask) export \"a.csv\" excel decimal comma")) == .done)
    #expect(
      try text(folder.path + "/a.csv")
        == "\u{FEFF}number;total;total_currency;f\nINV-00001;204,12;USD;'=1+1\n")
    #expect(session.run(SourceText("\(ask) export \"b.csv\" raw")) == .done)
    #expect(
      try text(folder.path + "/b.csv")
        == "number,total,total_currency,f\nINV-00001,204.12,USD,=1+1\n")
  }

  @Test func whatIsExportedIsTheLastAnswerAsBefore() throws {
    let folder = try TemporaryFolder()
    let (session, output) = try session(folder)
    #expect(session.run(SourceText(question)) == .done)
    let before = output.take()
    #expect(session.run(SourceText("it export \"a.csv\"\nit export \"b.csv\"")) == .done)
    #expect(try text(folder.path + "/a.csv") == text(folder.path + "/b.csv"))
    _ = output.take()
    #expect(session.run(SourceText("it")) == .done)
    #expect(output.take() == before)
  }
}
