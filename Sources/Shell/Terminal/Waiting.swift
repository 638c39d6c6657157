/// Tells somebody who waits that work is going on, from half a second on.
final class Waiting {
  /// Words that change faster cannot be read, in nanoseconds.
  private static let pause = 100_000_000

  private let line: ProgressLine
  private let words: (_ nanoseconds: Int) -> String
  private let start = ProgressLine.now()
  private var nextWords = ProgressLine.patience
  /// What is on the line; empty where nothing is.
  private var shown = ""

  /// Waiting for work that begins now; nil where there is no line to tell it on.
  ///
  /// - Parameters:
  ///   - line: where it is told.
  ///   - words: what is told after so many nanoseconds.
  init?(_ line: ProgressLine?, words: @escaping (_ nanoseconds: Int) -> String) {
    guard let line else { return nil }
    (self.line, self.words) = (line, words)
  }

  /// Called now and then while somebody waits.
  func goOn() {
    let elapsed = ProgressLine.now() - start
    guard elapsed >= nextWords else { return }
    nextWords = elapsed + Waiting.pause
    let words = words(elapsed)
    // What is drawn without need flickers.
    if words != shown { line.show(words) }
    shown = words
  }

  /// Called before anything else is shown.
  func end() {
    if !shown.isEmpty { line.erase() }
    shown = ""
  }
}
