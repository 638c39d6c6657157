/// What of a statement may be kept on disk: no bank account, no e-mail address, no secret.
package enum HistoryPrivacy {
  private static let secretWords = ["password", "secret", "token", "passphrase"]
  private static let fewestOfIBAN = 15
  private static let mostOfIBAN = 34

  /// The statement with `…` in place of bank details and e-mail addresses; nil for one that sets a
  /// secret.
  package static func recorded(_ statement: String) -> String? {
    let lower = statement.lowercased()
    if lower.utf8.starts(with: "set ".utf8), secretWords.contains(where: lower.contains) {
      return nil
    }
    return replacingAddresses(replacingBankAccounts(Array(statement.utf8)))
  }

  // MARK: Bank accounts

  /// Two letters, two digits, then letters and digits that may stand in groups.
  private static func replacingBankAccounts(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let startsWord = index == 0 || !isLetterOrDigit(bytes[index - 1])
      if startsWord, let end = endOfBankAccount(bytes, from: index) {
        result += Array("…".utf8)
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func endOfBankAccount(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start + 4 <= bytes.count, isLetter(bytes[start]), isLetter(bytes[start + 1]),
      isDigit(bytes[start + 2]), isDigit(bytes[start + 3])
    else { return nil }
    var (end, count, digits) = (start + 4, 4, 2)
    var next = end
    while next < bytes.count, count < mostOfIBAN {
      // Groups of four are the usual way to write one; a word behind it is no group.
      if bytes[next] == 0x20, count % 4 == 0, beginsGroup(bytes, next + 1) { next += 1 }
      guard isLetterOrDigit(bytes[next]) else { break }
      count += 1
      digits += isDigit(bytes[next]) ? 1 : 0
      next += 1
      end = next
    }
    guard count >= fewestOfIBAN, digits >= fewestOfIBAN / 2 else { return nil }
    return end
  }

  private static func beginsGroup(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index < bytes.count else { return false }
    if isDigit(bytes[index]) { return true }
    return isUpper(bytes[index]) && index + 1 < bytes.count && !isLower(bytes[index + 1])
  }

  // MARK: E-mail addresses

  /// A word with an `@` in its middle.
  private static func replacingAddresses(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var word: [UInt8] = []
    func told(_ word: [UInt8]) -> [UInt8] {
      guard let at = word.firstIndex(of: UInt8(ascii: "@")), at > 0, at < word.count - 1 else {
        return word
      }
      return Array("…".utf8)
    }
    for byte in bytes {
      if byte <= 0x20 || [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ",")].contains(byte) {
        result += told(word)
        result.append(byte)
        word = []
      } else {
        word.append(byte)
      }
    }
    return String(decoding: result + told(word), as: UTF8.self)
  }

  // MARK: Letters

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
}
