import Diagnostics
import Syntax
import Testing

@Suite struct GrammarTests {
  @Test func reservedWordsAreTheLexers() throws {
    let grammar = try GrammarFile.read()
    #expect(grammar.reserved.sorted() == Keyword.allCases.map(\.rawValue).sorted())
  }

  @Test func verbsAreTheGrammars() throws {
    let grammar = try GrammarFile.read()
    func firstWords(of rule: GrammarFile.Rule) -> Set<String> {
      switch rule {
      case .reserved(let word), .contextual(let word): [word]
      case .reference(let name): grammar.rules[name].map(firstWords) ?? []
      case .sequence(let rules): rules.first.map(firstWords) ?? []
      case .choice(let rules): rules.reduce(into: []) { $0.formUnion(firstWords(of: $1)) }
      case .optional, .repeated, .made: []
      }
    }
    #expect(firstWords(of: .reference("write")) == Set(Write.verbs))
  }

  @Test func everyRuleIsUsedAndKnown() throws {
    let grammar = try GrammarFile.read()
    var used: Set<String> = ["statement"]
    func visit(_ rule: GrammarFile.Rule) {
      switch rule {
      case .reserved, .contextual, .made: break
      case .reference(let name): used.insert(name)
      case .sequence(let rules), .choice(let rules): for rule in rules { visit(rule) }
      case .optional(let rule), .repeated(let rule): visit(rule)
      }
    }
    for rule in grammar.rules.values { visit(rule) }
    #expect(used.sorted() == grammar.rules.keys.sorted())
  }

  @Test("sentences made from the grammar are read, and read again when printed")
  func sentencesAreRead() throws {
    var maker = SentenceMaker(try GrammarFile.read(), seed: 0x1A40)
    for round in 0..<2_000 {
      let sentence = maker.sentence(length: 3 + round % 50)
      do throws(Mistakes) {
        let statement = try Parser.statement(
          in: SourceText(sentence), currencies: Sentences.currencies)
        let text = SyntaxPrinter.text(statement)
        let again = try Parser.statement(in: SourceText(text), currencies: Sentences.currencies)
        #expect(
          SyntaxTree.describe(again) == SyntaxTree.describe(statement), "\(sentence)\n\(text)")
      } catch {
        Issue.record(
          "\(sentence)\n\(error.all[0].message) at \(String(describing: error.all[0].span))")
        return
      }
    }
  }
}
