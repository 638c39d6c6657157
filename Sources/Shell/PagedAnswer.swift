import Model

/// An answer on its way to the screen: held back until it is known whether it fits.
struct PagedAnswer {
  private let size: TerminalSize
  private let open: () -> Pager
  private var held: [UInt8] = []
  private var lines = 0
  private var pager: Pager?

  /// The prompt takes a line of the screen.
  private static let otherLines = 1

  init(size: TerminalSize, open: @escaping () -> Pager) {
    (self.size, self.open) = (size, open)
  }

  /// Takes more of the answer; false when nobody wants it.
  mutating func write(_ bytes: [UInt8]) -> Bool {
    if let pager { return pager.write(bytes) }
    held += bytes
    guard !fits else { return true }
    let started = open()
    pager = started
    defer { held = [] }
    return started.write(held)
  }

  /// The end of the answer: what fits is returned, to be shown like any other.
  func finish(isWanted: Bool) -> [UInt8] {
    pager?.finish()
    return isWanted ? held : []
  }

  /// Whether the answer did not fit, so that its pages are being turned.
  var isOpen: Bool { pager != nil }

  private var fits: Bool {
    let lines = held.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count <= size.rows - Self.otherLines else { return false }
    return lines.allSatisfy {
      DisplayWidth.of(String(decoding: $0, as: UTF8.self)) <= size.columns
    }
  }
}
