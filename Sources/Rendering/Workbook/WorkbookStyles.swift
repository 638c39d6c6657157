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
  }

  private var amounts: [(currency: Currency, places: Int)] = []

  /// The place of an amount's look: the currency before it, and so many decimals.
  mutating func amount(_ currency: Currency, places: Int) -> Int {
    let known = amounts.firstIndex { $0.currency == currency && $0.places == places }
    if known == nil { amounts.append((currency, places)) }
    return Fixed.wrapped.rawValue + 1 + (known ?? amounts.count - 1)
  }

  /// The part itself.
  var part: [UInt8] {
    var formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    var cells = Self.fixedCells
    for (place, amount) in amounts.enumerated() {
      let zeros = amount.places > 0 ? "." + String(repeating: "0", count: amount.places) : ""
      let letters = amount.currency.text
      let sign = letters.isEmpty ? "" : "[$\(letters)]\\ "
      formats += "<numFmt numFmtId=\"\(165 + place)\" formatCode=\"\(sign)#,##0\(zeros)\"/>"
      cells +=
        "<xf numFmtId=\"\(165 + place)\" fontId=\"0\" fillId=\"0\" borderId=\"0\""
        + " xfId=\"0\" applyNumberFormat=\"1\"/>"
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
      <cellXfs count="\(count + Fixed.wrapped.rawValue + 1)">\(cells)</cellXfs>\
      <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
      </styleSheet>
      """.utf8)
  }

  /// In the order of `Fixed`; 49 is text, 164 a day.
  private static let fixedCells =
    xf("fontId=\"0\" fillId=\"0\" borderId=\"0\"", format: 0)
    + xf("fontId=\"1\" fillId=\"2\" borderId=\"1\" applyFont=\"1\"", format: 49)
    + xf("fontId=\"0\" fillId=\"0\" borderId=\"0\"", format: 49)
    + xf("fontId=\"0\" fillId=\"0\" borderId=\"0\"", format: 164)
    + xf("fontId=\"0\" fillId=\"0\" borderId=\"0\"", format: 49, alignment: "horizontal=\"right\"")
    + xf(
      "fontId=\"1\" fillId=\"0\" borderId=\"0\" applyFont=\"1\"", format: 49,
      alignment: "vertical=\"top\"")
    + xf(
      "fontId=\"0\" fillId=\"0\" borderId=\"0\"", format: 49,
      alignment: "vertical=\"top\" wrapText=\"1\"")

  private static func xf(_ parts: String, format: Int, alignment: String? = nil) -> String {
    let start = "<xf numFmtId=\"\(format)\" \(parts) xfId=\"0\" applyNumberFormat=\"1\""
    return alignment.map { "\(start) applyAlignment=\"1\"><alignment \($0)/></xf>" } ?? start + "/>"
  }
}
