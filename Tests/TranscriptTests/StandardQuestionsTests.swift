import Diagnostics
import Model
import Planning
import Syntax
import TestSupport
import Testing

/// The questions that every session knows.
struct StandardQuestionsTests {
  /// The program's text and the file that users copy are one.
  @Test func theFileIsTheTextOfTheProgram() throws {
    #expect(try PackageFolder.text("Examples/standard.ivq") == StandardQuestions.text)
  }

  /// Each definition of the text is found, says what it answers, and is called by its example.
  @Test func eachSaysWhatItAnswersAndHow() throws {
    let source = SourceText(StandardQuestions.text)
    let names = try Parser.split(source, currencies: Currency.allCodes).map { span in
      let statement = try Parser.statement(in: source, span, currencies: Currency.allCodes)
      guard case .define(let definition) = statement.kind else { return source[span] }
      return definition.name.text
    }
    let lines = StandardQuestions.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(names == StandardQuestions.all.map(\.name))
    for question in StandardQuestions.all {
      #expect(question.meaning.hasSuffix("."), "\(question.name)")
      #expect(question.usage.hasPrefix(question.name), "\(question.name)")
      #expect(question.example.hasPrefix(question.name), "\(question.name)")
      let line = lines[question.definition.text.firstLine - 1]
      #expect(line.hasPrefix("define \(question.usage) ="), "\(question.name)")
    }
  }

  /// Each has a transcript of its own, whose answer has rows.
  @Test func eachHasATranscript() throws {
    let files = PackageFolder.files(
      below: "Tests/TranscriptTests/Transcripts/standard", suffix: ".ivq")
    let lines = try files.flatMap {
      try PackageFolder.text($0).split(separator: "\n", omittingEmptySubsequences: false)
    }
    for question in StandardQuestions.all {
      let place = lines.firstIndex(of: Substring(question.example))
      let answer = place.map { lines[$0 + 1] } ?? ""
      #expect(
        answer.hasPrefix("--= ") && !answer.hasPrefix("--= no ")
          && !answer.hasPrefix("--= error"), "\(question.example)")
    }
  }
}
