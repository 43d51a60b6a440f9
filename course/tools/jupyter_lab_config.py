"""A student's JupyterLab: without the tools of those who set and mark assignments."""

# Validate stays, which runs the visible tests.
TEACHERS = ("assignment-list", "course-list", "create-assignment", "formgrader", "menu")


def without_teachers_tools(handler, page):
    """Leave extensions out of the page that JupyterLab starts from."""
    hidden = [f"@jupyter/nbgrader:{name}" for name in TEACHERS]
    return {**page, "disabledExtensions": [*page["disabledExtensions"], *hidden]}


c = get_config()  # noqa: F821 - Jupyter puts get_config here
c.ServerApp.tornado_settings = {"page_config_hook": without_teachers_tools}
