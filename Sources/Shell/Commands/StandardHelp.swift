import Planning

/// What `help` says of the questions that every session knows.
enum StandardHelp {
  /// All of them, each with what it takes and what it answers.
  static var list: [String] {
    ["Questions that every session knows; the text of one:  help dso"]
      + StandardQuestions.all.flatMap { ["", $0.usage, "  " + $0.meaning] }
  }

  /// What one of them answers, how it is asked, and its text.
  static func lines(about question: StandardQuestions.Entry) -> [String] {
    ["\(question.usage): \(question.meaning)", "  " + question.example, ""] + question.lines
  }
}
