import Foundation
import TestSupport
import Testing

/// The real program on terminals of every kind: small ones, dumb ones, full disks, other locales.
@Suite struct ScreenTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func start(
    _ variables: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws -> PseudoTerminal {
    try PromptRun.start(
      [], ["HOME": home.path].merging(variables) { $1 }, columns: columns, rows: rows)
  }

  /// Names of any script line up, whatever the size, and with colors as without.
  @Test(arguments: [(80, 24, "1"), (40, 10, "1"), (80, 24, ""), (40, 10, "")])
  func wideNamesLineUp(columns: Int, rows: Int, noColor: String) throws {
    let terminal = try start(["NO_COLOR": noColor], columns: columns, rows: rows)
    terminal.type("customers where name has \"電機\" or name has \"süß\" show name, country\r")
    try terminal.wait(forText: "2 customers · ")
    let shown = terminal.screen.rows.filter {
      $0.hasPrefix("大阪電機有限会社") || $0.hasPrefix("Bäckerei Süß")
    }
    #expect(shown.count == 2, "\(terminal.screen.text)")
    // Eight wide characters take sixteen cells, as long as the column is.
    #expect(shown.contains("大阪電機有限会社  Japan"))
    #expect(shown.contains("Bäckerei Süß      Germany"))
  }

  /// More candidates than the window has room for are not more than it can show.
  @Test(arguments: TerminalKind.all)
  func listsFitTheWindow(_ kind: TerminalKind) throws {
    let terminal = try start(kind.variables, columns: kind.columns, rows: kind.rows)
    terminal.type("customers where name is \"\t")
    try terminal.wait(for: "the list, with the question below it") {
      $0.text.contains("\"") && $0.currentRow.hasPrefix("invoq> customers where name is \"")
        && $0.rows.count { $0.hasPrefix("invoq> customers where name is") } <= 2
        && $0.rows.contains { !$0.isEmpty && !$0.hasPrefix("invoq") }
    }
    #expect(terminal.screen.rows.allSatisfy { !$0.hasSuffix("…") || $0.count <= kind.columns })
    terminal.type("caf\t show name\r")
    try terminal.wait(forText: "1 customer · ")
  }

  /// One sitting, from the first question to the last, on terminals of every kind.
  @Test(arguments: TerminalKind.all)
  func aSitting(_ kind: TerminalKind) throws {
    let terminal = try start(kind.variables, columns: kind.columns, rows: kind.rows)
    func ask(_ question: String, _ answer: String) throws {
      terminal.type("\(question)\r")
      try terminal.wait(forText: answer)
      try terminal.wait(for: "the prompt") { $0.currentRow.hasPrefix("invoq>") }
    }
    try ask("invoices where customer is \"大阪電機有限会社\" and open", " invoices · ")
    try ask("#INV-00339", "1 invoice · as of")
    try ask("invoices where custmer is \"x\"", "did you mean customer?")
    // The heading of a long answer is still there when the prompt is back.
    terminal.type("\u{C}")
    try terminal.wait(for: "an empty window") { $0.cursorRow == 0 }
    try ask("invoices show number, owed, due", " more rows ")
    #expect(terminal.screen.rows.contains { $0.hasPrefix("number  ") }, "\(terminal.screen.text)")
    try ask("set pager off", "invoq>")
    try ask("more", "\nINV-00400")
    terminal.type("\u{12}大阪")
    try terminal.wait(forText: "search \"大阪\"> invoices")
    terminal.type("\u{3}")
    try terminal.wait(for: "the prompt") { $0.currentRow.hasPrefix("invoq>") }
    try ask("invoices where open sum owed by currency chart bars", "3 rows · ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test(arguments: ["C", "POSIX", "xx_XX.ISO-8859-1", "de_DE.UTF-8"])
  func anyLocale(locale: String) throws {
    let terminal = try start(["LC_ALL": locale])
    terminal.type("invoices where customer is \"大阪電機有限会社\" and total > 1200.50 count\r")
    try terminal.wait(forText: "大阪電機有限会社\" and total > 1200.50 count\ncount\n")
    try terminal.wait(forRow: "invoq>")
    terminal.type("\u{12}大阪")
    try terminal.wait(for: "the search") { $0.text.contains("search \"大阪\"> invoices") }
  }

  @Test func aDumbTerminalGetsPlainText() throws {
    let terminal = try start(["TERM": "dumb", "NO_COLOR": "", "CLICOLOR_FORCE": ""])
    terminal.type("invoices where custmer is \"x\"\r")
    try terminal.wait(forText: "did you mean customer?")
    terminal.type("invoices take 1\r")
    try terminal.wait(forText: "1 invoice · ")
    try terminal.wait(forRow: "invoq>")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
    #expect(!terminal.received.contains(0x1B))
  }

  /// Answers to a full disk are no answers: the program says so and leaves with 5.
  @Test func aFullDisk() throws {
    let line = "$INVOQ '\(ExampleBook.folder)' -c invoices > /dev/full"
    let run = try ProgramRun(shell: line)
    #expect(run.status == 5)
    #expect(run.errors.contains("No space left on device"))
  }

  @Test func aClosedOutput() throws {
    let closed = try ProgramRun(
      shell: "$INVOQ '\(ExampleBook.folder)' -c 'invoices count' >&-")
    #expect(closed.status == 5, "\(closed.errors)")
    let gone = try ProgramRun(
      shell: "$INVOQ '\(ExampleBook.folder)' -c invoices -o csv | head -1; echo ${PIPESTATUS:-0}")
    #expect(gone.status == 0 && gone.errors.isEmpty)
  }

  /// Without standard descriptors no file of a book takes their place, where answers would be
  /// written into it.
  @Test(arguments: ["<&- >&- 2>&-", ">&- 2>&-", "<&- 2>&-"])
  func closedDescriptorsHoldNoBook(_ closed: String) throws {
    let book = home.path + "/book"
    let run = try ProgramRun(
      shell: """
        "$INVOQ" import Tests/TranscriptTests/Books/twins --into '\(book)' 2>/dev/null
        "$INVOQ" '\(book)' --yes --keep-going -c 'note #I-1 "x"' -c nonsense \(closed)
        echo "left with $?"; cat '\(book)/lock'; "$INVOQ" verify '\(book)'
        "$INVOQ" '\(book)' -o csv -c 'events count'
        """)
    let told = run.output.split(separator: "\n").suffix(4).joined(separator: "\n")
    let status = closed.contains(">&- 2") ? 5 : 1
    #expect(told == "left with \(status)\nthe book is as it was written\ncount\n1", "\(run.errors)")
  }

  /// The window that goes away ends the session.
  @Test func hangingUp() throws {
    let terminal = try start()
    terminal.type("half a question")
    try terminal.wait(forRow: "invoq> half a question")
    terminal.signal(.hangUp)
    #expect(try terminal.waitForExit() == nil)
  }

  @Test func pastesOfTwentyThousandBytes() throws {
    for (columns, rows) in [(80, 24), (40, 10)] {
      let terminal = try start(columns: columns, rows: rows)
      let names = (1...700).map { "\"Zoë & Müller 東京 \($0)\"" }.joined(separator: ",\r")
      let text = "customers where name in (\(names)) count"
      #expect(text.utf8.count > 19_000)
      terminal.type("\u{1B}[200~\(text)\u{1B}[201~\r")
      try terminal.wait(forText: "1 row · as of")
      try terminal.wait(forRow: "invoq>")
    }
  }

  @Test func stoppingAndContinuing() throws {
    let terminal = try start(["NO_COLOR": ""])
    terminal.type("invoices where open")
    try terminal.wait(for: "colors") { $0.attributes(of: "where") == [1] }
    terminal.signal(.stop)
    terminal.signal(.continue)
    terminal.type(" count\r")
    try terminal.wait(forText: "1 row · as of")
  }

  @Test func anotherWindowWhileTyping() throws {
    let terminal = try start(["NO_COLOR": ""], columns: 60)
    terminal.type("invoices where customer is \"Café Größenwahn\" and open")
    try terminal.wait(for: "the text") { $0.text.hasSuffix("and open") }
    terminal.resize(columns: 30, rows: 12)
    terminal.type(" cou")
    try terminal.wait(for: "the text in the new width, in color") {
      // The last letters are those that are offered.
      $0.text.hasSuffix(
        "invoq> invoices where customer\n is \"Café Größenwahn\" and open\n count")
        && $0.attributes(of: "where") == [1]
    }
    terminal.resize(columns: 90, rows: 24)
    terminal.type("nt\r")
    try terminal.wait(forText: "1 row · as of")
  }
}
