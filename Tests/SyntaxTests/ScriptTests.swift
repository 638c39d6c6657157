import Diagnostics
import Syntax
import Testing

@Suite struct ScriptTests {
  static let scripts: [(String, [String])] = [
    ("", []),
    ("-- only words\n\n", []),
    ("customers\ninvoices\n", ["customers", "invoices"]),
    ("customers; invoices ;bills", ["customers", "invoices", "bills"]),
    (".help it's\ninvoices\n.set rows all", [".help it's", "invoices", ".set rows all"]),
    (
      "invoices\n  where open\n\tsort owed\nbills",
      ["invoices\n  where open\n\tsort owed", "bills"]
    ),
    ("invoices\n| where open\nbills", ["invoices\n| where open", "bills"]),
    ("invoices where\nopen\nbills", ["invoices where\nopen", "bills"]),
    ("invoices where (open\nor paid)\nbills", ["invoices where (open\nor paid)", "bills"]),
    ("invoices show a,\nb\nbills", ["invoices show a,\nb", "bills"]),
    ("invoices show *\nbills", ["invoices show *", "bills"]),
    ("invoices show a *\nb\nbills", ["invoices show a *\nb", "bills"]),
    (
      "invoices -- note\n-- more\n  where open -- end\nbills",
      ["invoices -- note\n-- more\n  where open", "bills"]
    ),
    ("find \"a\nb\"\nbills", ["find \"a\nb\"", "bills"]),
    ("invoices\r\nbills\r\n", ["invoices", "bills"]),
    ("help where\nbills", ["help where", "bills"]),
    ("set rows 20 \nrun it's.ivq\nbills", ["set rows 20", "run it's.ivq", "bills"]),
    ("set a ; b\nbills", ["set a ; b", "bills"]),
    ("SET rows (\nbills", ["SET rows (", "bills"]),
    ("invoices\n\n  where open\nbills", ["invoices\n\n  where open", "bills"]),
  ]

  @Test("scripts are cut into statements", arguments: scripts.indices)
  func cuts(_ index: Int) {
    let (text, expected) = ScriptTests.scripts[index]
    let source = SourceText(text)
    let spans = Parser.split(source, commands: ["help", "set", "run"])
    #expect(spans.map { source[$0] } == expected)
  }

  @Test func statementsOfAScriptKeepTheirPlaces() throws {
    let source = SourceText("invoices\nbills where open", name: "a.ivq")
    let statements = try Parser.statements(in: source, currencies: [])
    #expect(statements.map { source[$0.span] } == ["invoices", "bills where open"])
    #expect(try Parser.statement(in: source, from: 9, currencies: []) == statements[1])
  }

  @Test(
    "Enter runs what is complete",
    arguments: [
      "", "invoices", "invoices where open", "invoices where (open)", "invoices show *",
      "invoices count", "invoices sort count desc", "#INV-1", "help where", "invoices unique",
      "invoices where a is \"b\"", "invoices where a.top", "invoices where open;",
      ".help where (", ".HELP it's",
    ])
  func complete(_ text: String) {
    #expect(Completeness.isComplete(text, currencies: [], commands: ["help"]))
  }

  @Test(
    "Enter goes on where something is missing",
    arguments: [
      "invoices where", "invoices where (open", "invoices where a is \"b", "invoices |",
      "invoices where a =", "invoices show a,", "invoices where a starts with", "customers.",
      "invoices show a *", "let $x =", "invoices as of", "invoices top", "invoices where a > €",
      "invoices sort by", "invoices where date in last", "invoices where open; bills where",
    ])
  func incomplete(_ text: String) {
    #expect(!Completeness.isComplete(text, currencies: [], commands: ["help"]))
  }
}
