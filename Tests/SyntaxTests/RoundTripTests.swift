import Diagnostics
import Syntax
import Testing

@Suite struct RoundTripTests {
  @Test("printed and read again, a sentence is the same", arguments: Sentences.all)
  func printedAndReadAgain(_ sentence: String) throws {
    let statement = try Parser.statement(
      in: SourceText(sentence), currencies: Sentences.currencies)
    for text in [SyntaxPrinter.text(statement), SyntaxPrinter.format(statement, width: 20)] {
      let again = try Parser.statement(in: SourceText(text), currencies: Sentences.currencies)
      #expect(SyntaxTree.describe(again) == SyntaxTree.describe(statement), "\(text)")
      #expect(SyntaxPrinter.text(again) == SyntaxPrinter.text(statement))
    }
  }
}
