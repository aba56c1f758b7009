package import Cloud
package import Hummingbird
package import Standalone

/// All routes of the embedded Image API: Glance's v2, as far as stock clients need it.
package struct ImageRoutes {
    private let api: ImageAPI
    private let identity: any Identity

    package init(images: StandaloneImages, identity: any Identity, catalog: Catalog) {
        api = ImageAPI(images: images, catalog: catalog)
        self.identity = identity
    }

    package func add(to router: Router<APIContext>) {
        router.get("image", use: api.versions)
        router.get("image/versions", use: api.versions)
        router.get("image/v2", use: api.versions)
        let v2 = router.group("image/v2").add(middleware: TokenMiddleware(identity: identity))
        v2.post("images", use: api.createImage)
        v2.get("images", use: api.listImages)
        v2.get("images/:image", use: api.showImage)
        v2.patch("images/:image", use: api.updateImage)
        v2.delete("images/:image", use: api.deleteImage)
        v2.put("images/:image/file", use: api.uploadContent)
        v2.get("images/:image/file", use: api.downloadContent)
        v2.post("images/:image/actions/deactivate", use: api.deactivateImage)
        v2.post("images/:image/actions/reactivate", use: api.reactivateImage)
        v2.put("images/:image/tags/:tag", use: api.addTag)
        v2.delete("images/:image/tags/:tag", use: api.removeTag)
        v2.get("images/:image/members", use: api.listMembers)
        v2.get("schemas/image", use: api.imageSchema)
        v2.get("schemas/images", use: api.imagesSchema)
        v2.get("schemas/member", use: api.memberSchema)
        v2.get("schemas/members", use: api.membersSchema)
        v2.get("info/import", use: api.importInfo)
    }
}
