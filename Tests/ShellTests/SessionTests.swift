import Diagnostics
import Model
import Shell
import TestSupport
import Testing

/// Lines for the shell itself.
@Suite struct SessionTests {
  private func said(_ lines: String...) throws -> String {
    let (session, output) = try ExampleBook.session()
    for line in lines {
      _ = output.take()
      _ = session.run(SourceText(line))
    }
    return output.text
  }

  @Test(arguments: [
    ("hlep where", "did you mean help?"), ("statsu", "did you mean status?"),
    (".statsu", "did you mean status?"), ("inovices", "did you mean invoices"),
    ("custmer where open", "did you mean customer"), ("xyzzy 5", "find xyzzy 5"),
    ("xyzzy (5)", "start with what you ask about"), ("\"Acme\"", "find \"Acme\""),
    ("clear", "Ctrl-L"), ("exit()", "did you mean quit?"), (".tables", "did you mean fields?"),
    ("select * from invoices", "write  invoices"),
    ("pay #INV-00346 5", "these are files, which are only read"),
    ("invoices where custmer", "no field 'custmer'"), ("set rwos 5", "did you mean rows?"),
    ("set rows", "set rows 40   set rows all"), ("set rows -1", "set rows 40"),
    ("set output xml", "set output table"), ("set as of 31 Foo", "error:"),
    ("set as of", "set as of 31 March 2026"), ("history x", "history 20"),
    ("more", "there is no answer to show again"), ("wide", "there is no answer to show again"),
    ("fields invocies", "help: fields invoices"), ("run", "run month-end.ivq"),
    ("explain", "explain invoices"), ("fmt", "fmt invoices"), ("import", "import \"march.csv\""),
  ])
  func mistakesSayWhatToType(_ line: String, _ part: String) throws {
    let text = try said(line)
    #expect(text.hasPrefix("error: "), "\(text)")
    #expect(text.contains(part), "\(text)")
  }

  @Test func codesOfFirstWords() throws {
    let help = try said("help C101")
    #expect(help.hasPrefix("C101  A line begins with a command"))
  }

  @Test func theLastAnswerAgain() throws {
    let (session, output) = try ExampleBook.session()
    session.settings.rows = 12
    session.settings.width = 50
    _ = session.run(SourceText("invoices"))
    let short = output.take()
    #expect(short.contains("more rows (more shows all)"))
    #expect(short.contains("more columns (wide shows all)"))
    _ = session.run(SourceText("more"))
    let long = output.take()
    #expect(long.split(separator: "\n").count > 400)
    #expect(long.contains("more columns"))
    _ = session.run(SourceText("wide"))
    let wide = output.take()
    #expect(!wide.contains("more columns"))
    #expect(wide.contains("more rows"))
    // A mistake is no answer.
    _ = session.run(SourceText("nonsense"))
    _ = output.take()
    _ = session.run(SourceText("wide"))
    #expect(output.take() == wide)
  }

  @Test func settingsAreKept() throws {
    #expect(try said("set output csv", "invoices count").utf8.first == UInt8(ascii: "c"))
    let list = try said("set rows 7", "set")
    #expect(list.contains("rows      7"))
    #expect(try said("set as of 31 March 2026", "set").contains("as of     31 Mar 2026"))
  }

  @Test func withoutABookQuestionsSayHowToOpenOne() {
    let output = BufferOutput()
    let session = Session(output: output, settings: ShellSettings(), clockDay: .first)
    #expect(session.run(SourceText("invoices")) == .failed)
    #expect(output.text.contains("no book is open"))
    #expect(session.run(SourceText("help where\nfields\nhelp owed\nstatus")) == .done)
  }

  @Test func scriptsStopAtTheFirstMistake() throws {
    let (session, output) = try ExampleBook.session()
    let script = SourceText("customers count\n.nonsense\ninvoices count\n")
    #expect(session.run(script) == .failed)
    #expect(!output.take().contains("400"))
    #expect(session.run(script, keepGoing: true) == .failed)
    #expect(output.take().contains("400"))
    #expect(session.run(SourceText("customers count\n.quit\ninvoices count")) == .quit)
    #expect(!output.take().contains("400"))
  }
}
