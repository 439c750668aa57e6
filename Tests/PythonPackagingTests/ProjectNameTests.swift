import PythonPackaging
import Testing

@Test func keepsTheNormalFormOnly() {
    #expect(ProjectName("Zope.Interface")?.normalized == "zope-interface")
    #expect(ProjectName("-a") == nil)
}
