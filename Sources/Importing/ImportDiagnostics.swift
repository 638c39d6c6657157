import Diagnostics

// Files of a company are many and large: the place stands in the message, as `file, line, column`.

extension Diagnostic {
  // MARK: - I101 fileUnreadable

  static func fileUnreadable(_ file: String, _ reason: String) -> Diagnostic {
    Diagnostic(.fileUnreadable, "cannot read \(file): \(reason)", at: nil)
  }

  static func importStopped(_ file: String) -> Diagnostic {
    Diagnostic(.interrupted, "stopped while \(file) was read", at: nil)
  }

  // MARK: - I102 notUTF8

  static func notUTF8(
    _ file: String, byte: UInt8, line: Int, column: Int, likely: TextEncoding
  ) -> Diagnostic {
    Diagnostic(
      .notUTF8,
      "\(file), line \(line), column \(column): the byte \(hexadecimal(byte)) is not UTF-8 text",
      at: nil, help: encodingHelp(likely))
  }

  static func markedOtherwise(_ file: String, _ marked: TextEncoding) -> Diagnostic {
    Diagnostic(
      .notUTF8, "\(file), line 1, column 1: the file begins with the mark of \(marked.name)",
      at: nil, help: encodingHelp(.utf16))
  }

  static func noByteOrder(_ file: String, likely: TextEncoding) -> Diagnostic {
    let isOrder = likely == .utf16LittleEndian || likely == .utf16BigEndian
    return Diagnostic(
      .notUTF8, "\(file), line 1, column 1: no mark tells the byte order of utf-16", at: nil,
      help: encodingHelp(isOrder ? likely : .utf16LittleEndian))
  }

  static func undefinedByte(
    _ file: String, byte: UInt8, line: Int, column: Int
  ) -> Diagnostic {
    Diagnostic(
      .notUTF8,
      "\(file), line \(line), column \(column): the byte \(hexadecimal(byte)) is no character of "
        + "\(TextEncoding.windows1252.name)", at: nil, help: encodingHelp(.latin1))
  }

  static func brokenPair(_ file: String, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .notUTF8, "\(file), line \(line), column \(column): half a character of utf-16", at: nil,
      help: "save the file as UTF-8 (in a spreadsheet: CSV UTF-8)")
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    String(byte, radix: 16, uppercase: true)
  }

  private static func encodingHelp(_ likely: TextEncoding) -> String {
    "open with --encoding \(likely.name), or save the file as UTF-8"
  }

  // MARK: - I103 unclosedField

  static func unclosedField(_ file: String, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .unclosedField,
      "\(file), line \(line), column \(column): the quote that opens here is never closed", at: nil,
      help: "a quote inside a quoted field is written twice: \"\"")
  }

  // MARK: - I104 fieldTooLong

  static func fieldTooLong(_ file: String, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .fieldTooLong, "\(file), line \(line), column \(column): a field is longer than 1 MiB",
      at: nil, help: "look for a quote that is not closed before it")
  }

  static func lineTooLong(_ file: String, line: Int) -> Diagnostic {
    Diagnostic(
      .fieldTooLong, "\(file), line \(line): a line is longer than 16 MiB", at: nil,
      help: "look for a quote that is not closed before it")
  }

  static func tooManyColumns(_ file: String, line: Int, limit: Int) -> Diagnostic {
    Diagnostic(
      .fieldTooLong, "\(file), line \(line): there are more than \(limit) headings", at: nil,
      help: "look for a line end that is missing behind the headings")
  }

  static func tooManyRows(_ file: String) -> Diagnostic {
    Diagnostic(
      .fieldTooLong, "\(file): there are more than \(Int32.max) lines", at: nil,
      help: "open the parts of the file that you ask about")
  }

  /// A mapping with a line decides; where one to edit comes from.
  private static func mappingHelp(_ line: String) -> String {
    "open with --map FILE, where FILE has the line: \(line) "
      + "(import --dry-run prints a FILE to edit)"
  }

  // MARK: - I105 undecidableDates

  static func undecidableDates(
    _ place: ValuePlace, dayFirst: String, monthFirst: String
  ) -> Diagnostic {
    Diagnostic(
      .undecidableDates,
      "\(place.description): the date \(place.text) can be read in two ways, and so can all others",
      at: nil, help: mappingHelp("dates = day-month-year"),
      notes: ["day-month-year: \(dayFirst)", "month-day-year: \(monthFirst)"])
  }

  static func contraryDates(dayFirst: ValuePlace, monthFirst: ValuePlace) -> Diagnostic {
    Diagnostic(
      .undecidableDates, "\(dayFirst.description): the dates of the column have no common order",
      at: nil, help: mappingHelp("dates = day-month-year"),
      notes: [
        "line \(dayFirst.line): \(dayFirst.text) is day-month-year",
        "line \(monthFirst.line): \(monthFirst.text) is month-day-year",
      ])
  }

  // MARK: - I106 undecidableNumbers

  static func undecidableNumbers(
    _ place: ValuePlace, withPoint: String, withComma: String
  ) -> Diagnostic {
    Diagnostic(
      .undecidableNumbers,
      "\(place.description): the number \(place.text) can be read in two ways, "
        + "and so can all others",
      at: nil, help: mappingHelp("decimal = point"),
      notes: ["decimal = point: \(withPoint)", "decimal = comma: \(withComma)"])
  }

  static func contraryNumbers(point: ValuePlace, comma: ValuePlace) -> Diagnostic {
    Diagnostic(
      .undecidableNumbers,
      "\(point.description): the numbers of the column have no common decimal mark", at: nil,
      help: mappingHelp("decimal = point"),
      notes: [
        "line \(point.line): \(point.text) has a decimal point",
        "line \(comma.line): \(comma.text) has a decimal comma",
      ])
  }

  // MARK: - I107 unknownTable

  static func unknownTable(_ file: String, collections: [String]) -> Diagnostic {
    Diagnostic(
      .unknownTable, "what \(file) holds shows neither in its name nor in its headings", at: nil,
      help: mappingHelp("collection = invoices"),
      notes: ["it can hold: \(collections.joined(separator: ", "))"])
  }

  // MARK: - I108 missingHeading

  static func noHeadings(_ file: String) -> Diagnostic {
    Diagnostic(.missingHeading, "\(file) has no line of headings", at: nil)
  }

  static func missingHeading(_ file: String, field: String, collection: String) -> Diagnostic {
    Diagnostic(
      .missingHeading, "no heading of \(file) means the \(field) of \(collection)", at: nil,
      help: mappingHelp("HEADING = \(field)"))
  }

  static func unusedMapping(
    _ mapping: String, _ entry: FieldMapping.Entry, file: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .missingHeading,
      "\(mapping), line \(entry.line), column 1: \(file ?? "no file") has "
        + "\(file == nil ? "the" : "no") heading '\(entry.heading)'",
      at: nil)
  }

  static func unusedSection(_ mapping: String, _ section: FieldMapping.Section) -> Diagnostic {
    Diagnostic(
      .missingHeading,
      "\(mapping), line \(section.line), column 1: no file to open is called '\(section.file)'",
      at: nil, help: "open it as well, or leave its section out of the mapping")
  }

  // MARK: - I109 malformedMapping

  static func malformedMapping(
    _ file: String, line: Int, column: Int, _ reason: String, help: String = ""
  ) -> Diagnostic {
    Diagnostic(
      .malformedMapping, "\(file), line \(line), column \(column): \(reason)", at: nil, help: help)
  }

  // MARK: - I110 nothingToOpen

  static func nothingToOpen(_ reason: String) -> Diagnostic {
    Diagnostic(.nothingToOpen, reason, at: nil)
  }

  // MARK: - I111 repeatedHeading

  static func repeatedHeading(
    _ file: String, line: Int, _ heading: String, places: [Int]
  ) -> Diagnostic {
    let columns = places.map(String.init).joined(separator: " and ")
    return Diagnostic(
      .repeatedHeading,
      "\(file), line \(line): columns \(columns) have the heading '\(heading)', and other values",
      at: nil, help: "rename one of the two columns")
  }

  static func fieldTwice(_ file: String, field: String, headings: [String]) -> Diagnostic {
    Diagnostic(
      .repeatedHeading,
      "\(file): the mapping gives \(field) to both '\(headings.joined(separator: "' and '"))'",
      at: nil)
  }

  // MARK: - I112 malformedSettings

  static func malformedSettings(_ file: String, line: Int, _ reason: String) -> Diagnostic {
    Diagnostic(
      .malformedSettings, "\(file), line \(line): \(reason)", at: nil,
      help: "the settings are: \(SettingsFile.names.joined(separator: ", "))")
  }

  // MARK: - I113 zeroByte

  static func zeroByte(
    _ file: String, line: Int, column: Int, likely: TextEncoding
  ) -> Diagnostic {
    let isUTF16 = likely == .utf16LittleEndian || likely == .utf16BigEndian
    return Diagnostic(
      .zeroByte, "\(file), line \(line), column \(column): there is a zero byte in the text",
      at: nil,
      help: isUTF16
        ? encodingHelp(likely) : "save the file as UTF-8 (in a spreadsheet: CSV UTF-8)")
  }

  // MARK: - I120 undecidableDiscounts

  static func undecidableDiscounts(_ place: ValuePlace) -> Diagnostic {
    Diagnostic(
      .undecidableDiscounts,
      "\(place.description): the discount \(place.text) can be read in two ways, "
        + "and so can all others",
      at: nil,
      help: mappingHelp("\(place.heading) = discount_rate"),
      notes: [
        "\(place.heading) = discount_rate   -- a part of the price, \(place.text) of each 1.00",
        "\(place.heading) = discount   -- an amount of money, \(place.text) off the line",
      ])
  }
}

/// A value of a file with its place, for messages.
struct ValuePlace: CustomStringConvertible {
  let file: String
  let line: Int
  let heading: String
  let text: String

  var description: String { "\(file), line \(line), column '\(heading)'" }
}
