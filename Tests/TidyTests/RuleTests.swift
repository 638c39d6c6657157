import TestSupport
import Testing

/// The checks find what is wrong with small bad samples, and nothing else.
@Suite struct RuleTests {
  private static func file(_ text: String, at path: String = "Sources/Model/Sample.swift")
    -> SourceFile
  {
    SourceFile(path: path, text: text)
  }

  @Test func linesThatAreLongOrDirty() {
    let long = String(repeating: "x", count: 101)
    #expect(LayoutRules.lines(RuleTests.file(long + "\n")).map(\.line) == [1])
    #expect(LayoutRules.lines(RuleTests.file("// https://a.b/" + long + "\n")).isEmpty)
    #expect(LayoutRules.lines(RuleTests.file("a\n\tb\nc \n")).map(\.line) == [2, 3])
    #expect(LayoutRules.lines(RuleTests.file("a")).count == 1)
    #expect(LayoutRules.lines(RuleTests.file("a\n\n")).count == 1)
    let tall = String(repeating: "a\n", count: 501)
    #expect(LayoutRules.lines(RuleTests.file(tall)).count == 1)
    #expect(LayoutRules.lines(RuleTests.file(String(tall.dropFirst(2)))).isEmpty)
  }

  @Test func functionsThatAreLong() {
    func sample(_ count: Int) -> SourceFile {
      let body = String(repeating: "    work()\n", count: count)
      return RuleTests.file("  func f(\n    _ x: Int\n  ) -> Int {\n\(body)  }\n")
    }
    #expect(LayoutRules.functions(sample(60)).isEmpty)
    #expect(LayoutRules.functions(sample(61)).map(\.line) == [1])
  }

  @Test func wordsThatAreBanned() {
    let marks = ["TO" + "DO later", "let x = try! f()", "let y = x as! Int", "let z: Double = 1"]
    for mark in marks {
      #expect(WordRules.words(RuleTests.file(mark + "\n")).count == 1, "\(mark)")
    }
    #expect(WordRules.words(RuleTests.file("print(1)\n")).count == 1)
    #expect(WordRules.words(RuleTests.file("print(1)\n", at: "Sources/Shell/A.swift")).isEmpty)
    #expect(WordRules.words(RuleTests.file("let s = \"try!\" // as!\n")).isEmpty)
    #expect(WordRules.unsafeMarks(RuleTests.file("unsafe f()\n")).count == 1)
    let terminal = "Sources/Shell/Terminal/Console.swift"
    #expect(WordRules.unsafeMarks(RuleTests.file("unsafe f()\n", at: terminal)).isEmpty)
  }

  @Test func namesThatSayNothing() {
    #expect(NamingRules.drawers(RuleTests.file("struct TextHelper {\n}\n")).count == 1)
    #expect(NamingRules.drawers(RuleTests.file("enum BaseRow {}\n")).count == 1)
    #expect(NamingRules.drawers(RuleTests.file("struct Basement {}\n")).isEmpty)
    #expect(NamingRules.drawers(RuleTests.file("struct Row {}\n")).isEmpty)
  }

  @Test func filesNamedAfterOtherThings() {
    #expect(NamingRules.mainType(RuleTests.file("struct Sample {}\n")).isEmpty)
    #expect(NamingRules.mainType(RuleTests.file("struct Other {}\n")).count == 1)
    let aspect = "Sources/Model/Sample+Order.swift"
    #expect(NamingRules.mainType(RuleTests.file("extension Sample {}\n", at: aspect)).isEmpty)
    #expect(NamingRules.mainType(RuleTests.file("struct Sample {}\n", at: aspect)).count == 1)
    let messages = "Sources/Model/ModelDiagnostics.swift"
    #expect(NamingRules.mainType(RuleTests.file("extension Diagnostic {}\n", at: messages)).isEmpty)
  }

  @Test func importsAgainstTheArrows() {
    #expect(ImportRules.imports(RuleTests.file("import Shell\n")).count == 1)
    #expect(ImportRules.imports(RuleTests.file("package import Foundation\n")).count == 1)
    let columns = "Sources/Columns/A.swift"
    #expect(ImportRules.imports(RuleTests.file("package import Model\n", at: columns)).isEmpty)
    #expect(ImportRules.imports(RuleTests.file("\n", at: "Sources/New/A.swift")).count == 1)
  }

  /// The table is in the order of the house: a row imports only rows below it.
  @Test func theArrowsPointDown() {
    let order = ImportRules.arrows.map(\.target)
    for (row, entry) in ImportRules.arrows.enumerated() {
      for name in entry.imports {
        if let other = order.firstIndex(of: name) {
          #expect(other > row, "\(entry.target) \(name)")
        }
      }
    }
  }

  @Test func declarationsWithoutComment() {
    #expect(DocumentationRules.comments(RuleTests.file("package let a = 1\n")).count == 1)
    #expect(DocumentationRules.comments(RuleTests.file("/// A.\npackage let a = 1\n")).isEmpty)
    let run = "/// Both.\npackage let a = 1\npackage let b = 1\n\npackage let c = 1\n"
    #expect(DocumentationRules.comments(RuleTests.file(run)).map(\.line) == [5])
    let marked = "/// A.\n@safe\npackage struct A {\n"
    #expect(DocumentationRules.comments(RuleTests.file(marked)).isEmpty)
  }

  @Test func testsThatNobodyWrote() {
    let text = "See `ATests`, `ATests/one`, `Tests` and\n`ATests/two`, `BTests`, `a`.\n"
    let failures = DocumentationRules.tests("x.md", text, known: ["ATests", "ATests/one"])
    #expect(
      failures == [
        TestFailure("x.md", 2, "there is no test 'ATests/two'"),
        TestFailure("x.md", 2, "there is no test 'BTests'"),
      ])
  }

  @Test func pathsThatLeadNowhere() {
    let text = "See `Sources/Model/`, `a.swift`, `x + y` and `Sources/None/`.\n```\n`b.md`\n```\n"
    let failures = DocumentationRules.paths("Tests/README.md", text) { path in
      path == "Sources/Model" || path == "Tests/a.swift"
    }
    #expect(failures == [TestFailure("Tests/README.md", 1, "there is no 'Sources/None'")])
  }
}
