/// The parts of a workbook that say how the others belong together (ECMA-376, parts 1 and 2).
enum WorkbookParts {
  static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// What each part is.
  static let contentTypes = Array(
    """
    \(head)<Types xmlns="\(package)/content-types">\
    <Default Extension="rels" \
    ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Default Extension="xml" ContentType="application/xml"/>\
    <Override PartName="/xl/workbook.xml" ContentType="\(kind).sheet.main+xml"/>\
    <Override PartName="/xl/styles.xml" ContentType="\(kind).styles+xml"/>\
    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(kind).worksheet+xml"/>\
    <Override PartName="/xl/worksheets/sheet2.xml" ContentType="\(kind).worksheet+xml"/>\
    </Types>
    """.utf8)

  /// Where the workbook is.
  static let relations = Array(
    """
    \(head)<Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/>\
    </Relationships>
    """.utf8)

  /// Where its sheets and looks are.
  static let workbookRelations = Array(
    """
    \(head)<Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="rId2" Type="\(office)/worksheet" Target="worksheets/sheet2.xml"/>\
    <Relationship Id="rId3" Type="\(office)/styles" Target="styles.xml"/>\
    </Relationships>
    """.utf8)

  /// The workbook: its two sheets; the heading is printed on every page.
  static func workbook(_ sheet: String) -> [UInt8] {
    var name: [UInt8] = []
    HTMLText.append(escaping: sheet.utf8, to: &name)
    let text = String(decoding: name, as: UTF8.self)
    return Array(
      """
      \(head)<workbook xmlns="\(main)" xmlns:r="\(office)">\
      <bookViews><workbookView activeTab="0"/></bookViews>\
      <sheets><sheet name="\(text)" sheetId="1" r:id="rId1"/>\
      <sheet name="About" sheetId="2" r:id="rId2"/></sheets>\
      <definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">\
      &#39;\(text)&#39;!$1:$1</definedName></definedNames></workbook>
      """.utf8)
  }
}
