import Kubernetes
import KubernetesClient
import Testing

struct ObjectStoreTests {
    private func pod(_ name: String, _ version: String = "1", app: String = "x") -> Pod {
        var pod = Pod(name: name, namespace: "default", labels: ["app": app])
        pod.metadata.resourceVersion = version
        return pod
    }

    @Test func `a list is swapped in whole`() async {
        let store = ObjectStore<Pod>()
        await store.apply(.applied(pod("old")))

        await store.apply(.restarted)
        await store.apply(.listed([pod("a")]))
        #expect(await store.objects.keys.map(\.name) == ["old"])
        await store.apply(.listed([pod("b")]))
        await store.apply(.listEnded)

        #expect(await store.objects.keys.map(\.name).sorted() == ["a", "b"])
        #expect(await store.isFilled)
    }

    @Test func `a list that was begun anew brings nothing of the first`() async {
        let store = ObjectStore<Pod>()

        await store.apply(.listed([pod("gone")]))
        await store.apply(.restarted)
        await store.apply(.listed([pod("a")]))
        await store.apply(.listEnded)

        #expect(await store.objects.keys.map(\.name) == ["a"])
    }

    @Test func `changes tell what was and what is, a fresh list only what differs`() async {
        let store = ObjectStore<Pod>()
        await store.apply(.listed([pod("a"), pod("b")]))
        await store.apply(.listEnded)
        var changes = await store.changes().makeAsyncIterator()
        _ = await changes.next()
        _ = await changes.next()

        await store.apply(.restarted)
        await store.apply(.listed([pod("a", "2")]))
        await store.apply(.listEnded)

        let one = await changes.next()
        let two = await changes.next()
        #expect(one == StoreChange(old: pod("b")))
        #expect(two == StoreChange(old: pod("a"), new: pod("a", "2")))
    }

    @Test func `the index follows every change`() async {
        let store = ObjectStore<Pod> { [$0.metadata.labels["app"] ?? ""] }

        await store.apply(.applied(pod("a", app: "x")))
        await store.apply(.applied(pod("b", app: "x")))
        await store.apply(.applied(pod("a", "2", app: "y")))
        await store.apply(.deleted(pod("b", app: "x")))

        #expect(await store.objects(indexedBy: "x").isEmpty)
        #expect(await store.objects(indexedBy: "y").map(\.name) == ["a"])
    }

    @Test func `a slow reader sees the last state`() async {
        let store = ObjectStore<Pod>()
        var snapshots = await store.snapshots().makeAsyncIterator()
        for number in 1...100 { await store.apply(.applied(pod("a", "\(number)"))) }

        let snapshot = await snapshots.next()

        #expect(snapshot?.values.first?.metadata.resourceVersion == "100")
    }
}
