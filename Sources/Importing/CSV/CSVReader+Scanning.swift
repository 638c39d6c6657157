import Diagnostics

extension CSVReader {
  /// Finds the fields of the record that starts at `start`; where the next one starts.
  ///
  /// Nil when the record goes on behind the bytes read so far: the caller reads more and the record
  /// is scanned again. The buffer doubles each time, so that no byte is looked at often.
  mutating func scanRecord() throws(Diagnostic) -> Int? {
    fields.removeAll(keepingCapacity: true)
    doubled.removeAll(keepingCapacity: true)
    strayField = nil
    hasHighBytes = false
    lineBreaks = 0
    var index = start
    while true {
      if index < end, buffer[index] == UInt8(ascii: "\"") {
        guard let behind = try scanQuoted(from: index) else { return nil }
        index = behind
      } else {
        let first = index
        index = try scanPlain(from: index)
        fields.append(first..<index)
      }
      guard index < end else {
        if isAtEnd { return end }
        return nil
      }
      if buffer[index] == delimiter {
        index += 1
        continue
      }
      return lineEnd(at: index)
    }
  }

  /// Behind the line end at an index; nil when its second byte may be missing yet.
  private mutating func lineEnd(at index: Int) -> Int? {
    if buffer[index] == UInt8(ascii: "\r") {
      if index + 1 == end, !isAtEnd { return nil }
      if index + 1 < end, buffer[index + 1] == UInt8(ascii: "\n") {
        lineBreaks += 1
        return index + 2
      }
    }
    lineBreaks += 1
    return index + 1
  }

  /// The end of a field without quotes: its delimiter, its line end, or the last byte read.
  private mutating func scanPlain(from first: Int) throws(Diagnostic) -> Int {
    var index = first
    while index < end {
      let byte = buffer[index]
      if byte == delimiter { break }
      if byte < 0x20 {
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
        if byte == 0 { throw zeroByte(at: index) }
      } else if byte >= 0x80 {
        hasHighBytes = true
      }
      index += 1
    }
    try checkLength(first, index)
    return index
  }

  /// Takes the quoted field whose quote stands at an index; what follows it, or nil for more.
  private mutating func scanQuoted(from quote: Int) throws(Diagnostic) -> Int? {
    var index = quote + 1
    var hasDoubled = false
    while true {
      guard index < end else {
        try checkLength(quote + 1, index)
        if isAtEnd { throw .unclosedField(name, line: lineOf(quote), column: columnOf(quote)) }
        return nil
      }
      let byte = buffer[index]
      if byte == UInt8(ascii: "\"") {
        if index + 1 == end, !isAtEnd { return nil }
        guard index + 1 < end, buffer[index + 1] == UInt8(ascii: "\"") else { break }
        hasDoubled = true
        index += 1
      } else if byte >= 0x80 {
        hasHighBytes = true
      } else if byte == UInt8(ascii: "\n") {
        if buffer[index - 1] != UInt8(ascii: "\r") { lineBreaks += 1 }
      } else if byte == UInt8(ascii: "\r") {
        lineBreaks += 1
      } else if byte == 0 {
        throw zeroByte(at: index)
      }
      index += 1
    }
    try checkLength(quote + 1, index)
    if hasDoubled { doubled.append(fields.count) }
    fields.append((quote + 1)..<index)
    return try skipStrayText(from: index + 1)
  }

  /// Passes blanks behind a closing quote; anything else makes the field a stray one.
  private mutating func skipStrayText(from first: Int) throws(Diagnostic) -> Int {
    let behind = try scanPlain(from: first)
    let hasText = buffer[first..<behind].contains { $0 != UInt8(ascii: " ") && $0 != 0x09 }
    if hasText, strayField == nil { strayField = fields.count - 1 }
    return behind
  }

  /// Makes doubled quotes single, in place.
  mutating func joinDoubledQuotes() {
    for field in doubled {
      let range = fields[field]
      var target = range.lowerBound
      var index = range.lowerBound
      while index < range.upperBound {
        buffer[target] = buffer[index]
        index += buffer[index] == UInt8(ascii: "\"") ? 2 : 1
        target += 1
      }
      fields[field] = range.lowerBound..<target
    }
  }

  /// Cuts blanks off both ends of every field; whether any field has something left.
  mutating func trimFields() -> Bool {
    var hasText = false
    for field in fields.indices {
      let range = Blank.trimmed(buffer, fields[field])
      fields[field] = range
      if !range.isEmpty { hasText = true }
    }
    return hasText
  }

  // MARK: - Faults

  /// Refuses a record that is not UTF-8.
  func checkUTF8() throws(Diagnostic) {
    guard let fault = UTF8Validity.firstFault(in: buffer, start..<next) else { return }
    throw .notUTF8(
      name, byte: buffer[fault], line: lineOf(fault), column: columnOf(fault))
  }

  private func checkLength(_ first: Int, _ behind: Int) throws(Diagnostic) {
    if behind - first > CSVReader.fieldLimit {
      throw .fieldTooLong(name, line: lineOf(first), column: columnOf(first))
    }
  }

  private func zeroByte(at index: Int) -> Diagnostic {
    .zeroByte(name, line: lineOf(index), column: columnOf(index))
  }

  /// The line that a byte of the record at hand stands on.
  private func lineOf(_ index: Int) -> Int {
    var count = line
    for place in start..<index where isLineBreak(place) { count += 1 }
    return count
  }

  /// The place of a byte in its line, from 1, in characters of Unicode.
  private func columnOf(_ index: Int) -> Int {
    var first = index
    while first > start, !isLineBreak(first - 1) { first -= 1 }
    return buffer[first..<index].count { $0 & 0xC0 != 0x80 } + 1
  }

  private func isLineBreak(_ index: Int) -> Bool {
    switch buffer[index] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): index + 1 >= end || buffer[index + 1] != UInt8(ascii: "\n")
    default: false
    }
  }
}
