/// Numbers of documents, one after the other: `INV-00346`.
struct Numbering {
  private let prefix: String
  private let width: Int
  private var last = 0

  init(_ prefix: String, width: Int = 4) {
    self.prefix = prefix
    self.width = width
  }

  /// The next number; the one that it would have been is gone when it is called for nothing.
  mutating func next() -> String {
    last += 1
    return text(last)
  }

  func text(_ number: Int) -> String { prefix + FixedPoint.padded(number, width: width) }
}
