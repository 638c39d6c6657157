import Accounting
import Diagnostics
import Model
import Shell
import Storage
import TestSupport
import Testing

/// The texts of `help` keep what they promise.
@Suite struct HelpTests {
  /// Commands of their own tests: they would end the session, or need an answer before them.
  private static let elsewhere: Set<String> = [
    "import Examples/book", "run Examples/aging.ivq", "save \"month end\"",
  ]

  @Test func everyStatementCanBeTyped() throws {
    let (session, output) = try ExampleBook.session()
    let folder = try TemporaryFolder()
    session.exportFolder = folder.path
    #expect(session.run(SourceText("invoices where open count")) == .done)
    let statements = Help.statements.filter { !HelpTests.elsewhere.contains($0) }
    #expect(statements.count > 120)
    for statement in statements {
      _ = output.take()
      let outcome = session.run(SourceText(statement))
      #expect(outcome == .done, "\(statement)\n\(output.text)")
      session.settings.asOf = nil
      session.settings.rows = nil
    }
  }

  @Test func everyChangeCanBeMade() throws {
    #expect(Help.changes.count > 20)
    for sentence in Help.changes {
      let (session, output) = try ExampleBook.session()
      session.writing.keeper = MemoryKeeper()
      session.writing.saysYes = true
      if sentence.hasPrefix("undo") {
        #expect(session.run(SourceText("note #INV-00346 \"called\"")) == .done)
      }
      #expect(session.run(SourceText(sentence)) == .done, "\(sentence)\n\(output.text)")
    }
  }

  /// The first page stands on one screen.
  @Test func theOverviewFitsTheScreen() throws {
    let (session, output) = try ExampleBook.session()
    session.settings.width = 80
    #expect(session.run(SourceText("help")) == .done)
    #expect(output.take().split(separator: "\n", omittingEmptySubsequences: false).count <= 23)
  }

  /// An example that finds nothing teaches nothing.
  @Test func questionsFindSomething() throws {
    let (session, output) = try ExampleBook.session()
    let folder = try TemporaryFolder()
    session.exportFolder = folder.path
    let words = ["help", "fields", "set", "run", "import", "history", "reload", "status", "fmt"]
    for statement in Help.statements where !words.contains(where: { statement.hasPrefix($0) }) {
      _ = output.take()
      if session.run(SourceText(statement)) == .done {
        let isEmpty = output.text.hasPrefix("0 ")
        #expect(!isEmpty, "\(statement)\n\(output.text)")
      }
    }
  }

  @Test func everyWordHasHelp() throws {
    let schema = try ExampleBook.book().view.store.schema
    let help = Help(schema)
    let language = [
      "where", "show", "calc", "sort", "top", "take", "skip", "unique", "by", "across", "as of",
      "known on", "union", "except", "intersect", "let", "define", "it", "questions", "save",
      "count", "sum", "average", "min", "max", "median", "list", "any", "all", "exit codes",
      "functions", "commands", "errors", "dates", "money", "keys",
    ]
    let fields = schema.collections.flatMap { $0.fields.map(\.name) }
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    for word in language + schema.collections.map(\.name) + fields + codes {
      let lines = try #require(help.lines(about: word.lowercased()), "\(word)")
      #expect(!lines.isEmpty)
    }
    #expect(help.lines(about: "nonsense") == nil)
  }

  @Test(arguments: [80, 40, 10])
  func linesFitTheScreen(_ width: Int) throws {
    let (session, output) = try ExampleBook.session()
    let folder = try TemporaryFolder()
    session.exportFolder = folder.path
    session.settings.width = width
    for topic in ["", "where", "owed", "aging", "status", "dates", "sum", "keys", "set", "errors"] {
      #expect(session.run(SourceText("help \(topic)")) == .done)
      for line in output.take().split(separator: "\n") {
        let isOneWord = line.split(separator: " ").count == 1
        let isExample = line.utf8.starts(with: "  ".utf8) && width < 80
        #expect(DisplayWidth.of(String(line)) <= width || isOneWord || isExample, "\(line)")
      }
    }
  }

  @Test func definitionsStandWithTheirFields() throws {
    let help = Help(try ExampleBook.book().view.store.schema)
    let owed = try #require(help.lines(about: "owed"))
    #expect(owed.contains { $0.contains("owed = total - received") })
    #expect(owed.contains { $0.contains("of customers, vendors") })
    // Two meanings of one word are both told.
    let status = try #require(help.lines(about: "status"))
    #expect(status.contains { $0.contains("which book is open") })
    #expect(status.contains { $0.contains("part_paid") })
  }

  /// Words that are no topic find those that speak of them.
  @Test(arguments: [
    ("early discount", "help discount"), ("late customers", "help "), ("unapplied money", "help "),
  ])
  func wordsFindTopics(_ words: String, _ expected: String) throws {
    let (session, output) = try ExampleBook.session()
    #expect(session.run(SourceText("help \(words)")) == .done)
    #expect(output.take().contains("  \(expected)"))
  }

  @Test func examplesAreFoundByTheirWords() throws {
    let (session, output) = try ExampleBook.session()
    #expect(session.run(SourceText("examples looks wrong")) == .done)
    #expect(output.take().split(separator: "\n").first == "What looks wrong")
    #expect(session.run(SourceText("examples gibberish")) == .failed)
  }

  @Test func unknownTopicsSuggest() throws {
    let (session, output) = try ExampleBook.session()
    let folder = try TemporaryFolder()
    session.exportFolder = folder.path
    #expect(session.run(SourceText("help overdeu")) == .failed)
    #expect(output.take().contains("help: help overdue"))
  }
}
