import TestSupport
import Testing

/// The runner of transcripts finds what is wrong with small bad ones.
@Suite struct RunnerTests {
  private static func failures(_ text: String) -> [TestFailure] {
    TranscriptRunner.run(Transcript(path: "sample.ivq", text: text)).failures
  }

  @Test func aTranscriptThatHoldsHasNoFailures() {
    let text = """
      -- How many customers are there?
      customers count as n
      --= customers
      set rows 5
      """
    let transcript = Transcript(path: "sample.ivq", text: text)
    let outputs = TranscriptRunner.run(transcript).outputs
    #expect(outputs.count == 2)
    #expect(outputs[1].isEmpty)
    let rewritten = transcript.text(with: outputs)
    #expect(RunnerTests.failures(rewritten).isEmpty)
    #expect(rewritten.hasPrefix("-- How many customers are there?\ncustomers count as n\n--= "))
    #expect(rewritten.hasSuffix("\nset rows 5"))
  }

  @Test func aWrongOutputIsToldAtItsStatement() {
    let failures = RunnerTests.failures("\n\ncustomers where nme is \"x\"\n--= nothing\n")
    #expect(failures.first?.line == 3)
    #expect(failures.first?.text.contains("- nothing\n+ error: there is no field 'nme'") ?? false)
  }

  @Test func anOutputWithoutExpectationIsAFailure() {
    #expect(RunnerTests.failures("customers count").map(\.line) == [1])
  }

  @Test func anExpectationWithoutStatementIsAFailure() {
    let failures = RunnerTests.failures("-- only words\n--= 60\n")
    #expect(failures == [TestFailure("sample.ivq", 2, "no statement has this output")])
  }

  @Test func anUnknownBookIsAFailure() {
    let failures = RunnerTests.failures("-- book: nowhere\ncustomers count\n--= 1\n")
    #expect(failures.map(\.line) == [1])
    #expect(failures.first?.text.hasPrefix("the book does not open") ?? false)
  }

  @Test func pragmasAreReadFromTheFirstComments() {
    let text = """
      -- Some words: they are no pragma that anybody knows.
      -- book: none
      -- today: 2026-03-31
      -- as-of: 2026-02-28
      -- width: 60
      -- output: csv
      -- code: P102 P103
      customers count
      -- book: example
      """
    let pragmas = Transcript(path: "sample.ivq", text: text).pragmas
    var expected = Transcript.Pragmas()
    expected.book = "none"
    expected.today = "2026-03-31"
    expected.asOf = "2026-02-28"
    expected.width = 60
    expected.output = "csv"
    expected.codes = ["P102", "P103"]
    #expect(pragmas == expected)
    let wrong = Transcript(path: "sample.ivq", text: "-- width: wide\n").failures
    #expect(wrong == [TestFailure("sample.ivq", 1, "'wide' is no width")])
  }

  @Test func volatilePartsMatchAnything() {
    #expect(VolatileLine.matches("took «3» ms", "took 17 ms"))
    #expect(VolatileLine.matches("«a» of «b»", "3 of 4"))
    #expect(!VolatileLine.matches("took «3» ms", "took 17 s"))
    #expect(!VolatileLine.matches("ab«x»b", "ab"))
    #expect(VolatileLine.matches("plain", "plain"))
    #expect(VolatileLine.matches("«", "«"))
  }

  @Test func theDifferenceShowsOnlyWhatDiffers() {
    #expect(LineDiff.lines(expected: ["a", "b", "c"], actual: ["a", "x", "c"]) == ["- b", "+ x"])
    #expect(LineDiff.lines(expected: ["a"], actual: ["a"]).isEmpty)
    #expect(LineDiff.lines(expected: [], actual: ["a"]) == ["+ a"])
    let many = LineDiff.lines(expected: [], actual: (0..<50).map { "\($0)" })
    #expect(many.last == "… 26 more lines differ")
  }

  @Test func aSessionOfADocumentIsRun() {
    let text = """
      Words.
      ```invoq
      invoq> customers
               where name is "nobody at all"
      wrong
      ```
      More words.
      """
    let result = DocumentSessions.run(path: "sample.md", text: text)
    #expect(result.statementCount == 1)
    #expect(result.failures.map(\.line) == [3])
    let again = DocumentSessions.run(path: "sample.md", text: result.text)
    #expect(again.failures.isEmpty)
    #expect(again.text == result.text)
    #expect(result.text.hasSuffix("```\nMore words."))
  }

  @Test func aSessionMayLeaveLinesOut() {
    let text = "```invoq\ninvoq> fields customers\ncustomers: «what»\n…\n```\n"
    let result = DocumentSessions.run(path: "sample.md", text: text)
    #expect(result.failures.isEmpty)
    #expect(result.text == text)
    let wrong = text.replacing("customers: «what»", with: "vendors: «what»")
    #expect(DocumentSessions.run(path: "sample.md", text: wrong).failures.count == 1)
  }

  @Test func aSessionBeginsWithThePrompt() {
    let result = DocumentSessions.run(path: "sample.md", text: "```invoq\nwords\n```\n")
    #expect(result.failures.count == 1)
  }
}
