package import Cloud
package import Model
internal import Runtime
internal import Store

extension StandaloneIdentity {
    /// In the order of their names.
    package func allProjects() async throws(CloudError) -> [ProjectRecord] {
        try await cloudErrors { try await projects.list().map(\.value).sorted { $0.name < $1.name } }
    }

    package func project(_ id: ID<Project>) async throws(CloudError) -> ProjectRecord {
        try await cloudErrors {
            guard let stored = try await projects.get(id.value) else {
                throw CloudError.notFound(kind: "Project", id: id.value)
            }
            return stored.value
        }
    }

    /// - Throws: `CloudError.conflict` where the name is taken.
    package func createProject(name: String, _ change: ProjectChange) async throws(CloudError) -> ProjectRecord {
        try await cloudErrors {
            let project = ProjectRecord(
                id: newID(),
                name: name,
                description: change.description ?? "",
                isEnabled: change.isEnabled ?? true,
                tags: change.tags ?? [],
                createdAt: runtime.now
            )
            guard try await commit(insertion(project)) else { throw Self.nameTaken(.project, name) }
            return project
        }
    }

    package func updateProject(_ id: ID<Project>, _ change: ProjectChange) async throws(CloudError) -> ProjectRecord {
        try await cloudErrors {
            try await modify(projects, id.value, kind: "Project") { stored in
                var project = stored.value
                project.name = change.name ?? project.name
                project.description = change.description ?? project.description
                project.isEnabled = change.isEnabled ?? project.isEnabled
                project.tags = change.tags ?? project.tags
                return try Collection.update(stored, to: project)
                    + (await renaming(.project, id: id.value, from: stored.value.name, to: project.name))
            }
            return try await project(id)
        }
    }

    /// Deletes the project; who had a role in it has it no more. What the project owns elsewhere stays.
    package func deleteProject(_ id: ID<Project>) async throws(CloudError) {
        try await cloudErrors {
            try await modify(projects, id.value, kind: "Project") { stored in
                Collection.removal(stored) + (try await freeing(.project, stored.value.name))
            }
            try await removeAssignments { $0.target == .project(id) }
        }
    }
}
