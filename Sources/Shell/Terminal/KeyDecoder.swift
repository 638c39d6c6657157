/// Turns the bytes of a terminal into characters of text and codes of keys.
///
/// What is unknown disappears here as a whole: escape sequences of keys without a meaning, answers
/// of the terminal, control characters, malformed UTF-8. Nothing in it waits; the caller says with
/// `giveUp()` that an unfinished sequence has taken too long.
struct KeyDecoder {
  /// Characters to insert, control characters that libedit knows, and codes of `EditorKey`.
  private(set) var ready: [UInt32] = []
  /// The marks that `EditorKey.mark` stands for in `ready`, first one first.
  private(set) var marks: [Unicode.Scalar] = []
  /// The texts of the pastes that `EditorKey.paste` stands for in `ready`, first one first.
  private(set) var pastes: [String] = []

  private var state = State.ground
  private var pasted: [UInt8] = []

  private enum State {
    case ground
    /// Inside a character of several bytes; `expected` bytes are still to come.
    case character([UInt8], expected: Int, isDropped: Bool)
    case escape
    case sequence([UInt8])
    case singleShift
    /// The Linux console sends `ESC [ [ A` for F1.
    case consoleFunctionKey
    /// A string from the terminal, up to BEL or `ESC \`.
    case string(endsWithEscape: Bool)
    /// Everything is text up to the mark that ends it.
    case paste
  }

  private static let longestSequence = 32
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// How long to wait for the rest of what has begun; nil when nothing has.
  ///
  /// A lone Escape is told from the beginning of a sequence only by time. Once the second byte has
  /// come it is a sequence, and only a slow line keeps the rest of it.
  var patienceMilliseconds: Int32? {
    switch state {
    case .ground, .character, .paste: nil
    case .escape: 30
    case .sequence, .singleShift, .consoleFunctionKey, .string: 500
    }
  }

  /// Whether a bracketed paste is arriving, which is worth reading in larger pieces.
  var isPasting: Bool {
    if case .paste = state { return true }
    return false
  }

  /// The next character or key code.
  mutating func next() -> UInt32? {
    ready.isEmpty ? nil : ready.removeFirst()
  }

  /// The text of the paste whose key code was taken last.
  mutating func nextPaste() -> String {
    pastes.isEmpty ? "" : pastes.removeFirst()
  }

  /// Puts a key before everything that has been typed since.
  mutating func putFirst(_ key: EditorKey) {
    putFirst(code: key.rawValue)
  }

  /// Puts a character or the code of a key before everything that has been typed since.
  mutating func putFirst(code: UInt32) {
    ready.insert(code, at: 0)
  }

  /// The mark whose key code was taken last.
  mutating func nextMark() -> Unicode.Scalar? {
    marks.isEmpty ? nil : marks.removeFirst()
  }

  /// Drops a sequence that was never finished; a lone Escape is a key of its own.
  mutating func giveUp() {
    if case .escape = state { ready.append(EditorKey.escape.rawValue) }
    state = .ground
  }

  /// Drops everything, after Ctrl-C.
  mutating func reset() {
    self = KeyDecoder()
  }

  /// Takes one byte from the terminal.
  mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeFirst(byte)
    case .character(let bytes, let expected, let isDropped):
      takeContinuation(byte, of: bytes, expected: expected, isDropped: isDropped)
    case .escape: takeAfterEscape(byte)
    case .sequence(let bytes): takeInSequence(byte, after: bytes)
    case .singleShift:
      state = .ground
      emit(Self.key(final: byte, parameters: ""))
    case .consoleFunctionKey: state = .ground
    case .string(let endsWithEscape):
      let ends = byte == 0x07 || (endsWithEscape && byte == UInt8(ascii: "\\"))
      state = ends ? .ground : .string(endsWithEscape: byte == 0x1B)
    case .paste: takeInPaste(byte)
    }
  }

  // MARK: - Text

  private mutating func takeFirst(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0..<0x20, 0x7F: emit(Self.code(ofControl: byte))
    case 0..<0x80: ready.append(UInt32(byte))
    default: beginCharacter(byte, isDropped: false)
    }
  }

  private mutating func beginCharacter(_ byte: UInt8, isDropped: Bool) {
    let expected =
      switch byte {
      case 0xC2..<0xE0: 1
      case 0xE0..<0xF0: 2
      case 0xF0..<0xF5: 3
      default: 0
      }
    state = expected == 0 ? .ground : .character([byte], expected: expected, isDropped: isDropped)
  }

  private mutating func takeContinuation(
    _ byte: UInt8, of bytes: [UInt8], expected: Int, isDropped: Bool
  ) {
    guard byte & 0xC0 == 0x80 else {
      // The character was cut off; what comes now is worth reading all the same.
      state = .ground
      takeFirst(byte)
      return
    }
    let all = bytes + [byte]
    guard expected == 1 else {
      state = .character(all, expected: expected - 1, isDropped: isDropped)
      return
    }
    state = .ground
    guard !isDropped, let text = String(validating: all, as: UTF8.self) else { return }
    for scalar in text.unicodeScalars where TypedText.isAllowed(scalar) {
      if TypedText.isMark(scalar) {
        marks.append(scalar)
        ready.append(EditorKey.mark.rawValue)
      } else {
        ready.append(scalar.value)
      }
    }
  }

  private mutating func emit(_ code: UInt32?) {
    if let code { ready.append(code) }
  }

  /// The control keys; the others, such as Ctrl-S, Ctrl-Q and Ctrl-V, do nothing.
  private static func code(ofControl byte: UInt8) -> UInt32? {
    switch byte {
    case 0x01: EditorKey.rowStart.rawValue
    case 0x04: EditorKey.deleteRightOrLeave.rawValue
    case 0x05: EditorKey.rowEnd.rawValue
    case 0x06: EditorKey.right.rawValue
    case 0x09: EditorKey.complete.rawValue
    case 0x0A, 0x0D: EditorKey.accept.rawValue
    case 0x0E: EditorKey.down.rawValue
    case 0x10: EditorKey.up.rawValue
    case 0x12: EditorKey.search.rawValue
    case 0x1F: EditorKey.undo.rawValue
    // Ctrl-G ends a search and means nothing elsewhere.
    case 0x07: EditorKey.escape.rawValue
    case 0x02, 0x08, 0x0B, 0x0C, 0x14, 0x15, 0x17, 0x19, 0x7F: UInt32(byte)
    default: nil
    }
  }

  // MARK: - Keys

  private mutating func takeAfterEscape(_ byte: UInt8) {
    state = .ground
    switch byte {
    case 0x1B: state = .escape
    case UInt8(ascii: "["): state = .sequence([])
    case UInt8(ascii: "O"): state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string(endsWithEscape: false)
    case 0x0A, 0x0D: emit(EditorKey.breakRow.rawValue)
    case 0x08, 0x7F: emit(EditorKey.deleteWordLeft.rawValue)
    case UInt8(ascii: "b"): emit(EditorKey.wordLeft.rawValue)
    case UInt8(ascii: "f"): emit(EditorKey.wordRight.rawValue)
    case UInt8(ascii: "d"): emit(EditorKey.deleteWordRight.rawValue)
    case UInt8(ascii: "u"): emit(EditorKey.upperCase.rawValue)
    case UInt8(ascii: "l"): emit(EditorKey.lowerCase.rawValue)
    case UInt8(ascii: "c"): emit(EditorKey.capitalize.rawValue)
    case UInt8(ascii: "a"), UInt8(ascii: "A"): emit(EditorKey.mend.rawValue)
    case UInt8(ascii: "e"), UInt8(ascii: "E"): emit(EditorKey.editOutside.rawValue)
    case 0x80...: beginCharacter(byte, isDropped: true)
    default: break
    }
  }

  private mutating func takeInSequence(_ byte: UInt8, after bytes: [UInt8]) {
    switch byte {
    case UInt8(ascii: "[") where bytes.isEmpty:
      state = .consoleFunctionKey
    case 0x40...0x7E:
      state = .ground
      let parameters = String(decoding: bytes, as: UTF8.self)
      if byte == UInt8(ascii: "~"), parameters == "200" {
        state = .paste
        pasted = []
      } else {
        emit(Self.key(final: byte, parameters: parameters))
      }
    case 0x20..<0x40 where bytes.count < Self.longestSequence:
      state = .sequence(bytes + [byte])
    case 0x20..<0x40:
      break
    default:
      state = .ground
      takeFirst(byte)
    }
  }

  /// The meaning of `ESC [ parameters final` and of `ESC O final`.
  private static func key(final: UInt8, parameters: String) -> UInt32? {
    switch (Unicode.Scalar(final), parameters) {
    case ("A", ""): EditorKey.up.rawValue
    case ("B", ""): EditorKey.down.rawValue
    case ("C", ""): EditorKey.right.rawValue
    case ("D", ""): 0x02
    case ("C", "1;3"), ("C", "1;5"): EditorKey.wordRight.rawValue
    case ("D", "1;3"), ("D", "1;5"): EditorKey.wordLeft.rawValue
    case ("H", ""), ("~", "1"), ("~", "7"): EditorKey.rowStart.rawValue
    case ("F", ""), ("~", "4"), ("~", "8"): EditorKey.rowEnd.rawValue
    case ("~", "3"): EditorKey.deleteRight.rawValue
    case ("Z", ""): EditorKey.completeBackwards.rawValue
    case ("M", ""): EditorKey.accept.rawValue
    // Enter with Alt or Shift, where the terminal tells the difference.
    case ("u", "13;2"), ("u", "13;3"), ("~", "27;2;13"), ("~", "27;3;13"):
      EditorKey.breakRow.rawValue
    default: nil
    }
  }

  // MARK: - Paste

  private mutating func takeInPaste(_ byte: UInt8) {
    pasted.append(byte)
    let end = Self.pasteEnd
    guard byte == UInt8(ascii: "~"), pasted.suffix(end.count).elementsEqual(end) else { return }
    state = .ground
    pastes.append(TypedText.cleaned(pasted.dropLast(end.count)))
    pasted = []
    ready.append(EditorKey.paste.rawValue)
  }
}
