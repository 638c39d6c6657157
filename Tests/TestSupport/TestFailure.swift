/// What is wrong with a file that tests read, and where in it.
package struct TestFailure: Equatable, CustomStringConvertible {
  /// The file, as a path from the package.
  package let file: String
  /// The line, from 1.
  package let line: Int
  /// What is wrong; may have several lines.
  package let text: String

  /// A failure at a line of a file.
  package init(_ file: String, _ line: Int, _ text: String) {
    self.file = file
    self.line = line
    self.text = text
  }

  /// The place and what is wrong, as compilers say it.
  package var description: String { "\(file):\(line): \(text)" }
}
