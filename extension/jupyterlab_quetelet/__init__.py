"""The prebuilt JupyterLab extension of Quetelet."""


def _jupyter_labextension_paths():
    """Tell JupyterLab where the prebuilt extension lies and under which name it goes."""
    return [{"src": "labextension", "dest": "jupyterlab-quetelet"}]
