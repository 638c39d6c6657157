import Model

/// The looks of cells, each once, and the part of a workbook that lists them.
struct WorkbookStyles {
  /// The looks that every workbook has, by their places.
  enum Fixed: Int {
    case general
    case heading
    case text
    case date
    case exact
    case label
    case wrapped
    /// Above numbers.
    case numberHeading
    /// A number behind a label.
    case told
  }

  private struct Amount: Equatable {
    let currency: Currency
    let places: Int
    let isTold: Bool
  }

  private var amounts: [Amount] = []

  /// The place of an amount's look: the currency before it, and so many decimals; one that is told
  /// behind a label stands beside it.
  mutating func amount(_ currency: Currency, places: Int, isTold: Bool = false) -> Int {
    let amount = Amount(currency: currency, places: places, isTold: isTold)
    let known = amounts.firstIndex(of: amount)
    if known == nil { amounts.append(amount) }
    return Fixed.told.rawValue + 1 + (known ?? amounts.count - 1)
  }

  /// The part itself.
  var part: [UInt8] {
    var formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    var cells = Self.fixedCells
    for (place, amount) in amounts.enumerated() {
      let zeros = amount.places > 0 ? "." + String(repeating: "0", count: amount.places) : ""
      let letters = amount.currency.text
      // A text in the next column would touch it.
      let gap = amount.isTold ? "" : "_)"
      let sign = letters.isEmpty ? "" : "[$\(letters)]\\ "
      formats += "<numFmt numFmtId=\"\(165 + place)\" formatCode=\"\(sign)#,##0\(zeros)\(gap)\"/>"
      cells += Self.xf(
        Self.plain, format: 165 + place, alignment: amount.isTold ? Self.left : nil)
    }
    let count = amounts.count
    return Array(
      """
      \(WorkbookParts.head)<styleSheet xmlns="\(WorkbookParts.main)">\
      <numFmts count="\(count + 1)">\(formats)</numFmts>\
      <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
      <font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
      <fills count="3"><fill><patternFill patternType="none"/></fill>\
      <fill><patternFill patternType="gray125"/></fill>\
      <fill><patternFill patternType="solid"><fgColor rgb="FFE4E9EE"/></patternFill></fill></fills>\
      <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
      <border><left/><right/><top/><bottom style="thin"><color rgb="FF829AB1"/></bottom>\
      <diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
      <cellXfs count="\(count + Fixed.told.rawValue + 1)">\(cells)</cellXfs>\
      <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
      </styleSheet>
      """.utf8)
  }

  private static let plain = "fontId=\"0\" fillId=\"0\" borderId=\"0\""
  private static let heading = "fontId=\"1\" fillId=\"2\" borderId=\"1\" applyFont=\"1\""
  private static let left = "horizontal=\"left\""
  private static let right = "horizontal=\"right\""

  /// In the order of `Fixed`; 49 is text, 164 a day, which else would touch the text beside it.
  private static let fixedCells =
    xf(plain, format: 0)
    + xf(heading, format: 49)
    + xf(plain, format: 49)
    + xf(plain, format: 164, alignment: left)
    + xf(plain, format: 49, alignment: right)
    + xf(
      "fontId=\"1\" fillId=\"0\" borderId=\"0\" applyFont=\"1\"", format: 49,
      alignment: "vertical=\"top\"")
    + xf(plain, format: 49, alignment: "vertical=\"top\" wrapText=\"1\"")
    + xf(heading, format: 49, alignment: right)
    + xf(plain, format: 0, alignment: left)

  private static func xf(_ parts: String, format: Int, alignment: String? = nil) -> String {
    let start = "<xf numFmtId=\"\(format)\" \(parts) xfId=\"0\" applyNumberFormat=\"1\""
    return alignment.map { "\(start) applyAlignment=\"1\"><alignment \($0)/></xf>" } ?? start + "/>"
  }
}
